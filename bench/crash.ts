import { benchOptions } from './support/options.ts';
import { reportOf } from './support/report.ts';

/** `kill -9` of the server and of PostgreSQL by turns in the midst of acts; CI does five rounds, this does fifty. */
const options = benchOptions({ rounds: 50 });
const report = reportOf('crash', options.json);
// Loaded when it is asked for: the rounds stand with the browser tests, above what else is measured here.
const { crashRounds } = await import('../e2e/crash/drive.ts');
const rounds = await crashRounds({
  rounds: options.rounds,
  onRound: ({ round, killed, acknowledged, lost, wrong, back_ms }) => {
    const back = back_ms > 0 ? `, back after ${back_ms.toFixed(0)} ms` : '';
    report.say(`  round ${round + 1}: ${killed} killed after ${acknowledged} acts${back}; lost ${lost.length}, wrong ${wrong.length}`);
  },
});
const sum = (of: (round: (typeof rounds)[number]) => number) => rounds.reduce((total, each) => total + of(each), 0);
const none = { kind: 'most', value: 0 } as const;
report.figure({ name: `acts acknowledged in ${rounds.length} rounds`, value: sum((each) => each.acknowledged), unit: 'acts' });
report.figure({ name: 'acknowledged acts lost', value: sum((each) => each.lost.length), unit: 'acts', goal: none });
report.figure({ name: 'half-done or contradicting', value: sum((each) => each.wrong.length), unit: 'findings', goal: none });
report.figure({
  name: 'longest until a killed PostgreSQL answered again',
  value: Math.max(...rounds.map((each) => each.back_ms)) / 1_000,
  unit: 's',
});
process.exitCode = report.met() ? 0 : 1;
