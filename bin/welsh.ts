import { missingWelsh } from './welsh/missing.ts'

// What pages in Welsh say and Welsh lacks, one sentence a line with where it stands.
const missing = missingWelsh()
for (const { sentence, place } of missing) process.stdout.write(`${place}\t${JSON.stringify(sentence)}\n`)
process.exitCode = missing.length > 0 ? 1 : 0
