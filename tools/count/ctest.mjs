// ctest knows how each binary ended, and each GoogleTest binary which of its cases passed; only
// both together are to be believed: a crash leaves no report, a leak found at exit a clean one.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

function readJson(path) {
    return JSON.parse(readFileSync(path, 'utf8'));
}

function labelsOf(test) {
    return test.properties?.find(({ name }) => name === 'LABELS')?.value ?? [];
}

// What comes out of a test is escaped in the report, so it cannot look like a tag.
function endings(folder) {
    const xml = readFileSync(join(folder, 'ctest.xml'), 'utf8');
    const cases = xml.matchAll(/<testcase name="([^"]*)"[^>]*\bstatus="([^"]*)"/g);
    return new Map([...cases].map(([, name, status]) => [name, status]));
}

function reports(folder) {
    const names = readdirSync(join(folder, 'gtest'));
    return new Map(names.map((name) => [
        name.replace(/\.json$/, ''),
        readJson(join(folder, 'gtest', name)),
    ]));
}

// What a case said when it failed, below its name.
function said({ failures = [] }) {
    return failures.map(({ failure }) => `\n${failure.trim()}`).join('');
}

function binary(name, ended, report, filter) {
    if (!report) return { passed: 0, failures: [`${name}: it ended without a report (${ended})`] };
    const cases = report.testsuites.flatMap((suite) =>
        suite.testsuite.map((one) => ({ ...one, full: `${name}: ${suite.name}.${one.name}` })));
    const ran = cases.filter(({ status }) => status === 'RUN');
    const good = ran.filter(({ result, failures }) => result === 'COMPLETED' && !failures?.length);
    const failures = ran.filter((one) => !good.includes(one)).map((one) =>
        one.result === 'SKIPPED' ? `${one.full} (skipped)` : `${one.full}${said(one)}`);
    const loose = report.testsuites.filter((suite) => suite.failures > 0 &&
        suite.testsuite.every((one) => !one.failures?.length));
    failures.push(...loose.map((suite) => `${name}: ${suite.name} (outside its cases)`));
    if (failures.length === 0 && ended !== 'run') failures.push(`${name}: it ended badly (${ended})`);
    if (ran.length === 0 && !filter) failures.push(`${name}: it holds no tests`);
    return { passed: good.length, failures };
}

export function ctest({ folder, filter }) {
    const listed = readJson(join(folder, 'list.json')).tests;
    const ended = endings(folder);
    const reported = reports(folder);
    const totals = listed.map((test) => {
        const how = ended.get(test.name) ?? 'did not run';
        if (labelsOf(test).includes('gtest')) {
            return binary(test.name, how, reported.get(test.name), filter);
        }
        return how === 'run'
            ? { passed: 1, failures: [] }
            : { passed: 0, failures: [`${test.name} (${how})`] };
    });
    return {
        passed: totals.reduce((sum, { passed }) => sum + passed, 0),
        failures: totals.flatMap(({ failures }) => failures),
    };
}
