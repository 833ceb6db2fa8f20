import type { ItemKind } from '../../shared/moderation/moderation.schema.ts'

/** Something that waits for a broker. */
export interface DeskItem {
  kind: ItemKind
  id: string
  title: string
  /** What is at stake, in a sentence. */
  stake: string
  since: Date
  /** When it must be done; null if no date hangs on it. */
  by: Date | null
  href: string
  claimedBy: { userId: string; name: string } | null
}
