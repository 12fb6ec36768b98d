#!/usr/bin/env node
// Converts the public "Twitter US Airline Sentiment" table (CSV) to a recorded stream, one JSON
// object a line, oldest first. See docs/replay.md.
//
//   node tools/convert-airline.mjs Tweets.csv > airline.jsonl
//   node tools/convert-airline.mjs < Tweets.csv > airline.jsonl

import { readFileSync } from "node:fs";

const needed = ["tweet_id", "name", "text", "tweet_created"];
// Kept beside the post, under "label", so that a judgement can be held against them.
const labels = ["airline_sentiment", "negativereason", "airline", "retweet_count"];

/** Yields the rows of a CSV text: quoted fields may hold commas, line ends and doubled quotes. */
function* rowsOf(csv) {
  let row = [];
  let field = "";
  let quoted = false;
  let line = 1;
  let begin = 1;
  const finish = () => {
    row.push(field);
    field = "";
  };
  for (let at = 0; at < csv.length; ++at) {
    const c = csv[at];
    if (c === "\n") ++line;
    if (quoted) {
      if (c !== '"') field += c;
      else if (csv[at + 1] === '"') field += csv[++at];
      else quoted = false;
    } else if (c === '"' && field === "") quoted = true;
    else if (c === ",") finish();
    else if (c === "\n") {
      finish();
      yield { row, line: begin };
      row = [];
      begin = line;
    } else if (c !== "\r") field += c;
  }
  if (quoted) throw new Error(`line ${begin}: a quoted field is not closed`);
  if (field !== "" || row.length > 0) {
    finish();
    yield { row, line: begin };
  }
}

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Resolves each entity once: "&amp;lt;" is the text "&lt;". */
function withoutEntities(text) {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name) => {
    if (name[0] !== "#") return entities[name.toLowerCase()] ?? whole;
    const code = name[1] === "x" || name[1] === "X" ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : "\ufffd";
  });
}

/** "2015-02-24 11:35:52 -0800" as RFC 3339 in UTC. */
function readTime(text) {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/.exec(text.trim());
  const time = parts ? new Date(`${parts[1]}T${parts[2]}${parts[3]}:${parts[4]}`) : new Date(NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString().replace(".000Z", "Z");
}

function toPost(cells) {
  const time = readTime(cells.tweet_created);
  if (!time) throw new Error(`tweet_created is "${cells.tweet_created}", expected 2015-02-24 11:35:52 -0800`);
  if (!/^\d+$/.test(cells.tweet_id)) throw new Error(`tweet_id is "${cells.tweet_id}", expected digits`);
  const handle = cells.name.trim();
  if (handle === "") throw new Error("name is empty");
  const label = Object.fromEntries(labels.filter((key) => cells[key]).map((key) => [key, cells[key]]));
  return {
    id: cells.tweet_id,
    time,
    author: { id: handle, handle },
    text: withoutEntities(cells.text),
    language: "en",
    url: `https://twitter.com/${encodeURIComponent(handle)}/status/${cells.tweet_id}`,
    label,
  };
}

function convert(csv) {
  const rows = rowsOf(csv.replace(/^\ufeff/, ""));
  const header = rows.next().value?.row ?? [];
  const missing = needed.filter((name) => !header.includes(name));
  if (missing.length > 0) throw new Error(`the first line names no column ${missing.join(", ")}`);

  const posts = new Map();
  let bad = 0;
  for (const { row, line } of rows) {
    if (row.length === 1 && row[0] === "") continue;
    const cells = Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""]));
    try {
      const post = toPost(cells);
      posts.set(post.id, post); // the table holds some posts twice
    } catch (error) {
      ++bad;
      console.error(`line ${line}: ${error.message}`);
    }
  }
  const sorted = [...posts.values()].sort(
    (a, b) => a.time.localeCompare(b.time) || a.id.length - b.id.length || a.id.localeCompare(b.id),
  );
  return { posts: sorted, bad };
}

function main() {
  const args = process.argv.slice(2);
  if (args.length > 1 || args[0]?.startsWith("-")) {
    console.error("usage: convert-airline.mjs [Tweets.csv] > airline.jsonl");
    return 2;
  }
  try {
    const { posts, bad } = convert(readFileSync(args[0] ?? 0, "utf8"));
    process.stdout.write(posts.map((post) => `${JSON.stringify(post)}\n`).join(""));
    console.error(`${posts.length} posts, ${bad} lines left out`);
    return bad > 0 ? 1 : 0;
  } catch (error) {
    console.error(`convert-airline: ${error.message}`);
    return 1;
  }
}

process.exitCode = main();
