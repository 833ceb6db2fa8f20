import { parseArgs } from 'node:util'
import { runFaults } from '../tests/faults/harness/run.ts'

// `npm run faults -- --seed 7 --minutes 5 [--nodes 3] [--suppliers 20]`: the product under load while parts of it fail;
// `npm run build` comes first, since it is the built programs that run.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '1' },
    suppliers: { type: 'string', default: '20' },
    only: { type: 'string', multiple: true },
  },
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const report = await runFaults({
  seed: Number(values.seed),
  seconds: Number(values.minutes) * 60,
  nodes: values.nodes === '3' ? 3 : 1,
  suppliers: Number(values.suppliers),
  ...(values.only ? { only: values.only } : {}),
  tell: (text) => console.log(`${new Date().toISOString()}  ${text}`),
})
const { lost, late, doubled, wrong, serverErrors, faults, acknowledged, kills, ...counts } = report
for (const what of lost.slice(0, 20)) console.log(`lost     ${what}`)
for (const what of late.slice(0, 20)) console.log(`late     ${what}`)
for (const what of doubled.slice(0, 20)) console.log(`doubled  ${what}`)
for (const what of wrong.slice(0, 20)) console.log(`wrong    ${what}`)
for (const what of [...new Set(serverErrors)].slice(0, 20)) console.log(`status 500  ${what}`)
console.log(
  JSON.stringify({
    faults: Object.values(faults).reduce((sum, count) => sum + count, 0),
    acknowledged,
    lost: lost.length,
    late: late.length,
    doubled: doubled.length,
    wrong: wrong.length,
    kills,
    serverErrors: serverErrors.length,
    ...counts,
    byFault: faults,
  }),
)
process.exit(lost.length + doubled.length + wrong.length + serverErrors.length + counts.apart === 0 ? 0 : 1)
