// Builds a small tree of bad files and their good twins, and expects exactly the bad ones named.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { check } from './check.mjs';
import { rules } from './rules.mjs';

const header = (text) => `#pragma once\n${text}\n`;
const later = 'TO' + 'DO';

// Every `bad` is found by its rule and by no other; no `good` is found by any.
const cases = {
    'house-order': {
        bad: {
            'src/domain/a.cpp': '#include "app/incoming.hpp"\n',
            'src/base/a.cpp': '#include "domain/words.hpp"\n',
            'src/app/a.hpp': header('#include "channels/channel.hpp"'),
            'src/store/a.cpp': '#include "api/types.hpp"\n',
            'src/channels/x/a.cpp': '#include "connector.hpp"\n',
            'src/util/a.cpp': 'int a;\n',
        },
        good: {
            'src/store/b.cpp': '#include "app/incoming.hpp"\n#include "store/b.hpp"\n',
            'src/main.cpp': '#include "net/server.hpp"\n',
            'tests/domain/b.cpp': '#include "support/street.hpp"\n',
        },
    },
    'pure-domain': {
        bad: {
            'src/domain/c.cpp': '#include <sqlite3.h>\n',
            'src/domain/d.cpp': '#include <sys/socket.h>\n',
        },
        good: { 'src/domain/e.cpp': '#include <vector>\n#include <fmt/format.h>\n' },
    },
    'heavy-header': {
        bad: {
            'src/api/a.cpp': '#include <boost/asio.hpp>\n',
            'src/net/a.hpp': header('#include <boost/beast/http.hpp>'),
            'src/store/c.cpp': '#include <boost/json.hpp>\n',
            'src/channels/channel.hpp': header('#include <boost/describe.hpp>'),
            'src/app/b.cpp': '#include <soci/soci.h>\n',
            'src/store/sql.hpp': header('#include <soci/soci.h>'),
            'src/base/b.cpp': '#include <spdlog/spdlog.h>\n',
            'src/channels/mail/a.cpp': '#include <curl/curl.h>\n',
            'src/understand/a.hpp': header('#include <simdjson.h>'),
            'src/cli/a.cpp': '#include <CLI/CLI.hpp>\n',
        },
        good: {
            'src/net/b.cpp': '#include <boost/asio.hpp>\n#include <curl/curl.h>\n',
            'src/api/types.hpp': header('#include <boost/describe.hpp>'),
            'src/api/post_types.hpp': header('#include <boost/describe.hpp>'),
            'src/channels/x/b.hpp': header('#include <boost/json/fwd.hpp>'),
            'src/store/sql.cpp': '#include <soci/soci.h>\n',
            'src/base/log.cpp': '#include <spdlog/spdlog.h>\n',
            'src/understand/b.cpp': '#include <simdjson.h>\n',
            'tests/net/a.cpp': '#include <boost/asio.hpp>\n',
            'src/cli/command.cpp': '#include <CLI/CLI.hpp>\n',
            'src/cli/b.cpp': '#include <toml++/toml.h>\n',
        },
    },
    'past-the-guard': {
        bad: { 'src/cli/f.cpp': 'auto a = app::queue_reply(t, env, reply, undo);\n' },
        good: {
            'src/app/approvals.cpp': 'auto a = queue_reply(t, env, reply, undo);\n',
            'src/cli/g.cpp': '// queue_reply(t) is not for us\nauto a = app::send_reply(t);\n',
        },
    },
    'no-sql-in-code': {
        bad: {
            'src/store/d.cpp': 'auto a = "SELECT id FROM posts WHERE id = 1";\n',
            'src/store/e.cpp': 'auto a = "INSERT "\n    "INTO posts VALUES (1)";\n',
            'src/store/f.cpp': 'auto a = R"(\nUPDATE posts\nSET id = 1)";\n',
            'src/store/g.cpp': "const int n = 1'000;\nauto a = \"DELETE FROM posts \";\n",
        },
        good: {
            'src/store/h.cpp': '// SELECT id FROM posts\nauto a = "Select one from the list";\n',
            'src/store/i.cpp': 'auto a = "PRAGMA journal_mode = WAL";\nchar b = \'"\';\n',
            'tests/store/a.cpp': 'auto a = "SELECT id FROM posts";\n',
        },
    },
    'time-is-an-argument': {
        bad: {
            'src/app/c.cpp': 'auto now = std::chrono::system_clock::now();\n',
            'src/domain/f.cpp': 'auto home = std::getenv("HOME");\n',
        },
        good: {
            'src/base/c.cpp': 'auto now = std::chrono::system_clock::now();\n',
            'src/app/d.cpp': '// Never system_clock::now().\n',
        },
    },
    'no-std-regex': {
        bad: { 'src/base/d.cpp': '#include <regex>\n', 'tests/base/a.cpp': 'std::regex a;\n' },
        good: { 'src/base/e.cpp': '// Not std::regex.\n' },
    },
    'no-coroutines': {
        bad: { 'src/net/c.cpp': 'void a() { co_await b(); }\n' },
        good: { 'src/net/d.cpp': '// No co_await.\n' },
    },
    'pragma-once': {
        bad: { 'src/base/f.hpp': 'int f();\n' },
        good: { 'src/base/g.hpp': header('int g();') },
    },
    unfinished: {
        bad: {
            'src/base/h.cpp': `// ${later}: the rest\n`,
            'tools/a': `# ${'FIX' + 'ME'}\n`,
        },
        good: { 'tests/street/a.json': `{ "text": "${later} mal" }\n` },
    },
    size: {
        bad: { 'docs/film.bin': '\0'.repeat(1_000_001) },
        good: { 'models/a.bin': '\0'.repeat(1_000_001) },
    },
    'absolute-path': {
        bad: { 'docs/a.md': `See /${'home'}/ana/heed.\n` },
        good: { 'docs/b.md': 'GET https://desk.example/home/page and ~/src/heed\n' },
    },
    'registry-host': {
        bad: { 'docs/c.md': `From ${['registry', 'npmjs', 'org'].join('.')}.\n` },
        good: { 'docs/d.md': 'From the npm registry.\n' },
    },
};

function buildTree(root) {
    const files = Object.values(cases).flatMap(({ bad, good }) =>
        Object.entries({ ...bad, ...good }));
    for (const [path, text] of files) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
    }
}

function compare(findings) {
    const found = new Set(findings.map((line) => {
        const [path, , rule] = line.split(/:\s?/);
        return `${rule} in ${path}`;
    }));
    const expected = new Set(Object.entries(cases).flatMap(([rule, { bad }]) =>
        Object.keys(bad).map((path) => `${rule} in ${path}`)));
    return [
        ...[...expected].filter((one) => !found.has(one)).map((one) => `not found: ${one}`),
        ...[...found].filter((one) => !expected.has(one)).map((one) => `found wrongly: ${one}`),
        ...rules.filter(({ name }) => !cases[name]).map(({ name }) => `no case for ${name}`),
    ];
}

export function selfTest() {
    const root = mkdtempSync(join(tmpdir(), 'heed-tidy-'));
    try {
        buildTree(root);
        return compare(check(root));
    } finally {
        rmSync(root, { recursive: true });
    }
}
