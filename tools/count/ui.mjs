// The reports of Vitest and Playwright. With a filter their other tests are reported as skipped;
// without one a skipped test is a hole, and a flaky one a bug.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function report(folder) {
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
}

// Terminal colours are of no use in a report, and its stack of none in a summary.
const colours = /\u001b\[[\d;]*m/g;
const linesMost = 12;

function below(messages = []) {
    return messages.map((message) => {
        const lines = String(message).replace(colours, '').trim().split('\n');
        return `\n${lines.slice(0, linesMost).join('\n')}`;
    }).join('');
}

function total(cases, filter) {
    const counted = cases.filter(({ state }) => !(filter && state === 'skipped'));
    return {
        passed: counted.filter(({ state }) => state === 'passed').length,
        failures: counted
            .filter(({ state }) => state !== 'passed')
            .map(({ name, state, said }) =>
                state === 'failed' ? `${name}${said ?? ''}` : `${name} (${state})`),
    };
}

const vitestStates = { passed: 'passed', failed: 'failed' };

export function vitest({ folder, filter }) {
    const cases = report(folder).testResults.flatMap((file) => {
        const own = file.assertionResults.map(({ fullName, status, failureMessages }) => ({
            name: `ui: ${fullName}`,
            state: vitestStates[status] ?? 'skipped',
            said: below(failureMessages),
        }));
        const broken = file.status === 'failed' && !own.some(({ state }) => state === 'failed');
        return broken ? [...own, { name: `ui: ${file.name}`, state: 'failed' }] : own;
    });
    return total(cases, filter);
}

const playwrightStates = { expected: 'passed', skipped: 'skipped', flaky: 'flaky' };

function specsOf(suite) {
    return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

export function playwright({ folder, filter }) {
    const { suites, errors } = report(folder);
    const cases = suites.flatMap(specsOf).flatMap((spec) =>
        spec.tests.map(({ status, projectName, results }) => ({
            name: `browser: ${spec.title} (${projectName})`,
            state: playwrightStates[status] ?? 'failed',
            said: below(results?.flatMap(({ errors = [] }) => errors.map(({ message }) => message))),
        })));
    const broken = (errors ?? []).map(({ message }) => ({
        name: `browser: ${String(message).split('\n')[0]}`,
        state: 'failed',
    }));
    return total([...cases, ...broken], filter);
}
