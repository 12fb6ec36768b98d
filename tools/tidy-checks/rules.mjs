// One entry a rule: which files it looks at, and what it finds there.
import { codeOf, stringLiterals } from './lexer.mjs';

// A folder may include itself and what stands before it.
const order = [
    'base', 'domain', 'understand', 'app', 'channels', 'store', 'api', 'net', 'cli', 'main.cpp',
];

// Headers that cost seconds a file, or tie us to a library: who may see them.
const quarantine = [
    { header: /^boost\/(asio|beast)\b/, may: /^src\/net\/.*\.cpp$/, where: 'src/net/*.cpp' },
    {
        header: /^boost\/(json|describe)\b/,
        may: /^src\/(api|channels)\/.*\.cpp$|^src\/api\/(.*_)?types\.hpp$|^src\/api\/json\.hpp$/,
        where: 'src/api, src/channels/**/*.cpp and the headers of src/api/types and json',
    },
    { header: /^soci\//, may: /^src\/store\/.*\.cpp$/, where: 'src/store/*.cpp' },
    { header: /^spdlog\//, may: /^src\/base\/log\.cpp$/, where: 'src/base/log.cpp' },
    { header: /^curl\//, may: /^src\/net\/.*\.cpp$/, where: 'src/net/*.cpp' },
    { header: /^simdjson/, may: /\.cpp$/, where: '.cpp files' },
    {
        header: /^CLI\//,
        may: /^src\/cli\/command(_line)?\.cpp$/,
        where: 'src/cli/command.cpp and src/cli/command_line.cpp',
    },
    { header: /^toml\+\+\//, may: /^src\/cli\/.*\.cpp$/, where: 'src/cli/*.cpp' },
];

const isSource = (path) => /^src\/.*\.[ch]pp$/.test(path);
const isCpp = (path) => /\.[ch]pp$/.test(path);
const isText = (path) => !/(^|\/)(package-lock\.json|LICENSE)$/.test(path);
const roomOf = (path) => path.split('/')[1];

function linesWith(file, pattern, message) {
    return file.lines.flatMap((text, at) => {
        const found = pattern.exec(text);
        return found ? [{ line: at + 1, message: message(found) }] : [];
    });
}

// Finds in code only, not in comments and strings.
function codeWith(file, pattern, message) {
    return linesWith({ lines: codeOf(file.text).split('\n') }, pattern, message);
}

function includes(file) {
    return linesWith(file, /^\s*#\s*include\s*([<"])([^>"]+)[>"]/, (found) => ({
        quoted: found[1] === '"',
        header: found[2],
    })).map(({ line, message }) => ({ line, ...message }));
}

function houseOrder(file) {
    const own = order.indexOf(roomOf(file.path));
    if (own < 0) return [{ message: `src/${roomOf(file.path)} is not a room of the house` }];
    return includes(file).filter(({ quoted }) => quoted).flatMap(({ line, header }) => {
        const room = header.split('/')[0];
        const other = header.includes('/') ? order.indexOf(room) : -1;
        if (other < 0) return [{ line, message: `"${header}" is not a path from src/` }];
        if (other <= own) return [];
        return [{ line, message: `${order[own]} may not know of ${room}` }];
    });
}

function pureIncludes(file) {
    const pure = /^[a-z0-9_]+$|^fmt\/|^unicode\/|^tl\/expected\.hpp$/;
    return includes(file)
        .filter(({ quoted, header }) => !quoted && !pure.test(header))
        .map(({ line, header }) => ({ line, message: `domain may not know of <${header}>` }));
}

// Forward declarations (`fwd.hpp`) cost nothing and are what a header should use.
function heavyIncludes(file) {
    const costly = includes(file).filter(({ header }) => !/\/fwd\.hpp$/.test(header));
    return costly.flatMap(({ line, header }) =>
        quarantine
            .filter((heavy) => heavy.header.test(header) && !heavy.may.test(file.path))
            .map((heavy) => ({ line, message: `<${header}> belongs in ${heavy.where}` })));
}

function sql(file) {
    const statement =
        /\b(SELECT\s[\s\S]*\bFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|(CREATE|ALTER|DROP)\s+TABLE\s)/;
    return stringLiterals(file.text)
        .filter(({ text }) => statement.test(text))
        .map(({ line }) => ({ line, message: 'SQL lives in src/store/queries/*.sql' }));
}

// Who may put a reply into the outbox: the guard's use case, and the demo's past, which is written, not sent.
const mayQueue = /^src\/(app\/(approvals|replies)\.[ch]pp|cli\/demo_past\.cpp)$/;

// Put together here, so that this file does not name what it forbids.
const unfinished = new RegExp(`(//|#|\\*|--).*\\b(${['TO' + 'DO', 'FIX' + 'ME'].join('|')})\\b`);
const hosts =
    /\b(registry|deb|security|snapshot|ftp|files|mirrors?)\.(npm\w*|yarn\w*|debian|ubuntu|python\w*|pypi)\.(org|com|net)\b/;
const sizeMax = 1_000_000;

export const rules = [
    { name: 'house-order', applies: isSource, find: houseOrder },
    {
        name: 'pure-domain',
        applies: (path) => isSource(path) && roomOf(path) === 'domain',
        find: pureIncludes,
    },
    { name: 'heavy-header', applies: isSource, find: heavyIncludes },
    { name: 'no-sql-in-code', applies: isSource, find: sql },
    {
        name: 'past-the-guard',
        applies: (path) => isSource(path) && !mayQueue.test(path) && roomOf(path) !== 'domain',
        find: (file) =>
            codeWith(file, /\bqueue_reply\s*\(/,
                () => 'replies are sent with app::send_reply, where the guard stands'),
    },
    {
        name: 'time-is-an-argument',
        applies: (path) => isSource(path) && /^(domain|app|understand)$/.test(roomOf(path)),
        find: (file) =>
            codeWith(file, /\b(system_clock|steady_clock)::now|\bgetenv\b|\brandom_device\b/,
                (found) => `${found[0]}: now, ids and settings are arguments here`),
    },
    {
        name: 'no-std-regex',
        applies: isCpp,
        find: (file) =>
            codeWith(file, /\bstd::regex\b|#\s*include\s*<regex>/,
                () => 'std::regex is slow and overflows the stack; use RE2 or a few lines'),
    },
    {
        name: 'no-coroutines',
        applies: isCpp,
        find: (file) =>
            codeWith(file, /\bco_(await|yield|return)\b/,
                (found) => `${found[0]}: g++ 12 miscompiles coroutines`),
    },
    {
        name: 'pragma-once',
        applies: (path) => /\.hpp$/.test(path),
        find: (file) => (/^#pragma once$/m.test(file.text) ? [] : [{ message: 'is missing' }]),
    },
    {
        name: 'unfinished',
        applies: isText,
        find: (file) =>
            linesWith(file, unfinished, (found) => `${found[2]}: finish it or open an issue`),
    },
    {
        name: 'size',
        applies: (path) => !path.startsWith('models/'),
        find: (file) =>
            file.size > sizeMax ? [{ message: `${file.size} bytes; only models/ may` }] : [],
    },
    {
        name: 'absolute-path',
        applies: isText,
        find: (file) =>
            linesWith(file, /(?<![\w.:/*}>~-])\/(home|work|root|Users)\/\w+/,
                (found) => `${found[0]} exists on one machine only`),
    },
    {
        name: 'registry-host',
        applies: () => true,
        find: (file) => linesWith(file, hosts, (found) => `${found[0]} is the user's to choose`),
    },
];
