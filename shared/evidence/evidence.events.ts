import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

/** Somebody had all figures counted anew from the record. */
export const evidenceRebuildAsked = defineEvent({
  name: 'evidence.rebuild-asked',
  payload: z.object({ rebuildId: z.string() }),
  subject: ({ rebuildId }) => ({ kind: 'evidence', id: rebuildId }),
})
