// Usage: main.mjs ROOT [--self-test]. Prints one line a finding; exits 1 when there is any.
import { check } from './check.mjs';
import { selfTest } from './self-test.mjs';

const [root, option] = process.argv.slice(2);
const problems = option === '--self-test' ? selfTest() : check(root);
for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? 'tidy' : `${problems.length} untidy`);
process.exit(problems.length === 0 ? 0 : 1);
