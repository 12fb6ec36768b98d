// Walks a tree and asks every rule about every file of it.
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from './rules.mjs';

const built = /^(build.*|node_modules|dist|\.git|\.cache)$/;

function walk(root, folder = '') {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return built.test(entry.name) ? [] : walk(root, path);
        return entry.isFile() ? [path] : [];
    });
}

// What git would commit; the whole folder where there is no git (a tarball, the self-test).
function filesOf(root) {
    if (!existsSync(join(root, '.git'))) return walk(root);
    // A clone may belong to somebody else than who tests it, which git refuses to read otherwise.
    const words = '-c safe.directory=* ls-files -z --cached --others --exclude-standard';
    const listed = execFileSync('git', words.split(' '), { cwd: root, maxBuffer: 64 << 20 });
    return listed.toString().split('\0').filter((path) => path && isFile(join(root, path)));
}

function isFile(path) {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function read(root, path) {
    const bytes = readFileSync(join(root, path));
    const binary = bytes.subarray(0, 8000).includes(0);
    const text = binary ? '' : bytes.toString();
    return { path, size: bytes.length, text, lines: text.split('\n') };
}

export function check(root) {
    return filesOf(root).flatMap((path) => {
        const file = read(root, path);
        return rules
            .filter((rule) => rule.applies(path))
            .flatMap((rule) =>
                rule.find(file).map(({ line, message }) =>
                    `${path}:${line ?? 1}: ${rule.name}: ${message}`));
    });
}
