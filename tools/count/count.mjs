// RESULTS/steps.tsv names every step of ./test with its kind and exit status; the reports lie
// beside it. A total is { passed: number, failures: string[] }.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ctest } from './ctest.mjs';
import { playwright, vitest } from './ui.mjs';

function stepsOf(results, filter) {
    const path = join(results, 'steps.tsv');
    if (!existsSync(path)) return [];
    return readFileSync(path, 'utf8').trim().split('\n').map((line) => {
        const [kind, name, status] = line.split('\t');
        return { kind, name, failed: status !== '0', folder: join(results, name), filter };
    });
}

// A step is no test: it only counts when it fails.
function step() {
    return { passed: 0, failures: [] };
}

// A check is one test: it passes or fails as a whole.
function check({ name, failed }) {
    return failed ? { passed: 0, failures: [name] } : { passed: 1, failures: [] };
}

const runners = { step, check, ctest, vitest, playwright };

function countStep(one) {
    try {
        const total = runners[one.kind](one);
        return complete(one, total);
    } catch (error) {
        return { passed: 0, failures: [`${one.name}: no usable report (${error.message})`] };
    }
}

function complete(one, { passed, failures }) {
    if (failures.length > 0) return { passed, failures };
    if (one.failed) return { passed, failures: [`${one.name}: it failed without naming a test`] };
    if (passed === 0 && one.kind !== 'step' && !one.filter) {
        return { passed, failures: [`${one.name}: there are no tests in its report`] };
    }
    return { passed, failures };
}

export function count(results, filter) {
    const steps = stepsOf(results, filter);
    if (steps.length === 0) return { passed: 0, failures: ['nothing ran'] };
    const totals = steps.map(countStep);
    return {
        passed: totals.reduce((sum, { passed }) => sum + passed, 0),
        failures: totals.flatMap(({ failures }) => failures),
    };
}
