import { rankSuppliers } from '../../../shared/matching/ranking.ts'
import { createSupplierIndex } from '../../../shared/matching/supplier-index.ts'
import { loadSnapshot } from '../../../workers/matching/snapshot-file.ts'
import { timed } from '../measuring.ts'
import { invent } from './invented.ts'
import type { WorkerStart } from './upkeep.ts'

// A process of its own: what a worker needs before it can rank from the snapshot in a file.
const [challenge] = invent().challenges
const { ms: loadMs, result: index } = await timed(async () => {
  const kept = await loadSnapshot(process.argv[2] ?? '')
  if (!kept) throw new Error('There is no snapshot')
  const made = createSupplierIndex(kept.state)
  made.parts()
  return made
})
if (!challenge) throw new Error('There is no challenge')
const { ms: firstRankingMs } = await timed(() => rankSuppliers(index, challenge, { limit: 50 }))
console.log(JSON.stringify({ loadMs, firstRankingMs } satisfies WorkerStart))
