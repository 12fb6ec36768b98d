import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const tool = fileURLToPath(new URL("../../tools/convert-airline.mjs", import.meta.url));
const header = "tweet_id,airline_sentiment,negativereason,airline,name,retweet_count,text,tweet_created,tweet_location";

function convert(csv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool], { input: csv, encoding: "utf8" });
  const posts = stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return { status, stderr, posts };
}

test("orders posts by time and keeps the labels", () => {
  const { status, posts } = convert(
    `${header}\r\n2,negative,Late Flight,Acme,mia,1,late again,2015-02-24 11:35:52 -0800,\r\n` +
      "1,neutral,,Acme,jo,0,hello,2015-02-24 11:35:51 -0800,Here\n",
  );
  assert.equal(status, 0);
  assert.deepEqual(posts.map((post) => post.id), ["1", "2"]);
  assert.equal(posts[0].time, "2015-02-24T19:35:51Z");
  assert.deepEqual(posts[0].author, { id: "jo", handle: "jo" });
  assert.deepEqual(posts[1].label, {
    airline_sentiment: "negative",
    negativereason: "Late Flight",
    airline: "Acme",
    retweet_count: "1",
  });
});

test("reads quoted fields over several lines and resolves entities once", () => {
  const { posts } = convert(
    `\ufeff${header}\n1,neutral,,Acme,jo,0,"a ""b"", c\nd &amp; e &lt;3 &amp;lt; &#39; &#x1F600; &none; &#0;",2015-02-24 11:35:51 -0800,\n` +
      "1,neutral,,Acme,jo,0,again,2015-02-24 11:35:51 -0800,",
  );
  assert.deepEqual(posts.map((post) => post.text), ["again"], "one id is one post, the later line counts");
  const { posts: first } = convert(
    `${header}\n1,neutral,,Acme,jo,0,"a ""b"", c\nd &amp; e &lt;3 &amp;lt; &#39; &#x1F600; &none; &#0;",2015-02-24 11:35:51 -0800,\n`,
  );
  assert.equal(first[0].text, 'a "b", c\nd & e <3 &lt; \' 😀 &none; \ufffd');
});

for (const [name, line, message] of [
  ["a time that is none", "1,,,,jo,0,x,yesterday,", 'line 2: tweet_created is "yesterday"'],
  ["an id that a spreadsheet has rounded", "5.7E+17,,,,jo,0,x,2015-02-24 11:35:51 -0800,", 'line 2: tweet_id is "5.7E+17"'],
  ["nobody", "1,,,,,0,x,2015-02-24 11:35:51 -0800,", "line 2: name is empty"],
  ["an open quote", '1,,,,jo,0,"x,2015-02-24 11:35:51 -0800,', "line 2: a quoted field is not closed"],
]) {
  test(`names the line of ${name}`, () => {
    const { status, stderr, posts } = convert(`${header}\n${line}\n`);
    assert.equal(status, 1);
    assert.ok(stderr.includes(message), stderr);
    assert.equal(posts.length, 0);
  });
}

test("says which columns are missing", () => {
  const { status, stderr } = convert("a,b\n1,2\n");
  assert.equal(status, 1);
  assert.ok(stderr.includes("tweet_id, name, text, tweet_created"), stderr);
});
