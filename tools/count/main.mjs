// Usage: main.mjs RESULTS [FILTER] | --self-test. Names every failure with
// what it said, ends with the sum.
import { count } from './count.mjs';
import { selfTest } from './self-test.mjs';

const [results, filter] = process.argv.slice(2);
const total = results === '--self-test' ? selfTest() : count(results, filter ?? '');
for (const failure of total.failures) {
    console.log(`FAILED ${failure.replaceAll('\n', '\n    ')}`);
}
console.log(`${total.passed} passed, ${total.failures.length} failed`);
process.exitCode = total.failures.length === 0 && total.passed > 0 ? 0 : 1;
