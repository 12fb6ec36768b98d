// Writes reports as the runners do, in good and in bad shape, and checks what is made of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { count } from './count.mjs';

const gtestList = JSON.stringify({
    tests: [{ name: 'test_a', properties: [{ name: 'LABELS', value: ['gtest'] }] }],
});
const junit = (status) => `<testsuite><testcase name="test_a" status="${status}"></testsuite>`;
const gtest = (...cases) => JSON.stringify({
    testsuites: [{ name: 'A', failures: 0, testsuite: cases }],
});
const good = { name: 'one', status: 'RUN', result: 'COMPLETED' };
const bad = { ...good, name: 'two', failures: [{ failure: 'no' }] };
const skipped = { ...good, name: 'three', result: 'SKIPPED' };
const vitest = (...states) => JSON.stringify({
    testResults: [{
        name: 'a.test.ts',
        status: states.includes('failed') || states.length === 0 ? 'failed' : 'passed',
        assertionResults: states.map((status) => ({ fullName: status, status })),
    }],
});
const playwright = (states, errors = []) => JSON.stringify({
    errors: errors.map((message) => ({ message })),
    suites: [{ suites: [{
        specs: states.map((status) => ({ title: status, tests: [{ status, projectName: 'p' }] })),
    }] }],
});

// One row: the steps, the reports, the filter, and the numbers that must come of it.
const rows = {
    'all passed': {
        steps: 'step\tbuild\t0\nctest\tctest\t0\nvitest\tui\t0\nplaywright\tbrowser\t0',
        files: {
            'ctest/list.json': gtestList,
            'ctest/ctest.xml': junit('run'),
            'ctest/gtest/test_a.json': gtest(good, good),
            'ui/report.json': vitest('passed', 'passed', 'passed'),
            'browser/report.json': playwright(['expected']),
        },
        want: [6, 0],
    },
    'checks count as tests': {
        steps: 'check\tui lint\t0\ncheck\tui typecheck\t1', files: {}, want: [1, 1],
    },
    'nothing ran': { files: {}, want: [0, 1] },
    'the build failed': { steps: 'step\tbuild\t1', files: {}, want: [0, 1] },
    'ctest did not start': { steps: 'ctest\tctest\t1', files: {}, want: [0, 1] },
    'a crashed binary': {
        steps: 'ctest\tctest\t8',
        files: { 'ctest/list.json': gtestList, 'ctest/ctest.xml': junit('fail') },
        folders: ['ctest/gtest'],
        want: [0, 1],
    },
    'a leak found at exit': {
        steps: 'ctest\tctest\t8',
        files: {
            'ctest/list.json': gtestList,
            'ctest/ctest.xml': junit('fail'),
            'ctest/gtest/test_a.json': gtest(good),
        },
        want: [1, 1],
    },
    'a failed and a skipped case': {
        steps: 'ctest\tctest\t8',
        files: {
            'ctest/list.json': gtestList,
            'ctest/ctest.xml': junit('fail'),
            'ctest/gtest/test_a.json': gtest(good, bad, skipped),
        },
        want: [1, 2],
    },
    'a binary without cases': {
        steps: 'ctest\tctest\t0',
        files: {
            'ctest/list.json': gtestList,
            'ctest/ctest.xml': junit('run'),
            'ctest/gtest/test_a.json': gtest(),
        },
        want: [0, 1],
    },
    'a binary without cases that match': {
        steps: 'ctest\tctest\t0',
        filter: 'x',
        files: {
            'ctest/list.json': gtestList,
            'ctest/ctest.xml': junit('run'),
            'ctest/gtest/test_a.json': gtest(),
        },
        want: [0, 0],
    },
    'a test that ctest left out': {
        steps: 'ctest\tctest\t0',
        files: { 'ctest/list.json': gtestList, 'ctest/ctest.xml': '<testsuite></testsuite>' },
        folders: ['ctest/gtest'],
        want: [0, 1],
    },
    'types are wrong, so Vitest did not run': {
        steps: 'vitest\tui\t2', files: {}, want: [0, 1],
    },
    'a test file that does not load': {
        steps: 'vitest\tui\t1', files: { 'ui/report.json': vitest() }, want: [0, 1],
    },
    'a skipped UI test': {
        steps: 'vitest\tui\t0', files: { 'ui/report.json': vitest('passed', 'pending') },
        want: [1, 1],
    },
    'UI tests that do not match': {
        steps: 'vitest\tui\t0', filter: 'x',
        files: { 'ui/report.json': vitest('passed', 'pending') },
        want: [1, 0],
    },
    'an empty browser report': {
        steps: 'playwright\tbrowser\t0', files: { 'browser/report.json': playwright([]) },
        want: [0, 1],
    },
    'browser tests of every kind': {
        steps: 'playwright\tbrowser\t1',
        files: {
            'browser/report.json':
                playwright(['expected', 'unexpected', 'flaky', 'skipped'], ['no server']),
        },
        want: [1, 4],
    },
    'a report that is no JSON': {
        steps: 'playwright\tbrowser\t0', files: { 'browser/report.json': '{' }, want: [0, 1],
    },
};

function write(root, { steps, files, folders = [] }) {
    const all = steps ? { ...files, 'steps.tsv': `${steps}\n` } : files;
    for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
    for (const [path, text] of Object.entries(all)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
    }
}

function wrong([name, row]) {
    const root = mkdtempSync(join(tmpdir(), 'heed-count-'));
    try {
        write(root, row);
        const { passed, failures } = count(root, row.filter ?? '');
        const got = `${passed}, ${failures.length}`;
        return got === row.want.join(', ') ? [] : [`${name}: wanted ${row.want}, got ${got}`];
    } finally {
        rmSync(root, { recursive: true });
    }
}

export function selfTest() {
    const all = Object.entries(rows);
    const failures = all.flatMap(wrong);
    return { passed: all.length - failures.length, failures };
}
