// The peer of the fast layer: VADER's polarity of every post of a recorded stream on the standard input.
// Usage: node understand_vader.mjs FOLDER < posts.jsonl, FOLDER holding node_modules/vader-sentiment.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const require = createRequire(resolve(process.argv[2], 'package.json'));
const { SentimentIntensityAnalyzer } = require('vader-sentiment');
const lines = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
const out = lines.map((line) => {
    const post = JSON.parse(line);
    post.polarity = SentimentIntensityAnalyzer.polarity_scores(post.text).compound;
    return JSON.stringify(post);
});
process.stdout.write(out.join('\n') + '\n');
