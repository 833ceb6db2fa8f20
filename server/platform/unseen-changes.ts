import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { type Difference, differencesAmong } from './compare-words.ts'
import { AppError } from './errors.ts'
import type { FormState } from './page.ts'

/** What somebody sees of a thing before they change it: each part by its label, as words; a key for words that a language changes. */
export type Shown = readonly (readonly [label: string, text: string, key?: string])[]

/** Names what is shown, so that a form or a program can say what it knew. */
export const revisionOf = (shown: Shown): string =>
  createHash('sha256')
    .update(JSON.stringify(shown.map(([, text, key]) => key ?? text)))
    .digest('base64url')
    .slice(0, 22)

/** What is said where nobody saves over what they never saw. */
export const unseen =
  'Somebody else changed this after you opened it. Nothing is saved: look at what they changed, then save yours, or take theirs.'

/** The same of what is one person’s own: whoever saved it meanwhile was they. */
export const unseenOwn =
  'You changed this in another window after you opened it here. Nothing is saved: look at what you changed there, then save this, or take that.'

/** What is said instead where the page saves itself, and shows nothing of what changed yet. */
export const whileTyping: Readonly<Record<string, string>> = {
  [unseen]:
    'Somebody else changed this after you opened it, so yours is not saved. Press Save to see what they changed: what you typed stays.',
  [unseenOwn]:
    'You changed this in another window after you opened it here, so this is not saved. Press Save to see what you changed there: what you typed stays.',
}

/**
 * Nobody saves over what they never saw.
 * @param revision what they knew; left out, nothing is compared
 * @throws AppError conflict
 */
export function refuseUnseen(shown: Shown, revision: string | undefined): void {
  if (revision !== undefined && revision !== revisionOf(shown)) throw new AppError('conflict', unseen)
}

/** What a page's form sent, which always says what it showed: one that does not has seen nothing. */
export const sentByForm = <Input extends { revision?: string | undefined }>(
  input: Input,
): Input & { revision: string } => ({ ...input, revision: input.revision ?? '' })

/** What the form of something that others change, too, carries beside its fields. */
export interface SharedFormState extends FormState {
  known: {
    revision: string
    /** The same in words, so that a later page can say what changed since. */
    seen: string
    /** What others changed since then; empty but on a page that refuses to save over it. */
    changes: Difference[]
    /** Nobody but its reader changes it. */
    isOwn: boolean
    /** Where the form is found without what was typed. */
    address: string
  }
}

/** What a form said that it had shown; nothing for one that never did. */
function wordsSeen(sent: unknown): Shown {
  try {
    const seen: unknown = JSON.parse(String(sent))
    const isPart = (part: unknown) => Array.isArray(part) && part.every((one) => typeof one === 'string')
    return Array.isArray(seen) && seen.every(isPart) ? (seen as unknown as Shown) : []
  } catch {
    return []
  }
}

/**
 * A form with what it shows of what others change, too. Refused for a mistake, it still knows only what its writer had
 * read; refused for what somebody changed meanwhile, it shows that beside what was typed, and can be saved over it.
 * @param isOwn where nobody but its reader changes it, in another window
 * @param counted the number of what is kept, where saves are counted and a form names the one that it showed
 */
export function sharedForm(
  req: Request,
  state: FormState,
  shown: Shown,
  options: { address?: string; counted?: number; isOwn?: boolean } = {},
): SharedFormState {
  const { address = req.originalUrl.split('?')[0] ?? '', counted, isOwn = false } = options
  const { revision, _seen: sent } = state.values
  // Of several forms on a page only the one that was sent is refused.
  const isConflict = req.res?.statusCode === 409 && state.summary.length > 0
  if (!isConflict && typeof revision === 'string' && typeof sent === 'string')
    return { ...state, known: { revision, seen: sent, changes: [], isOwn, address } }
  const before = isConflict ? wordsSeen(sent) : []
  const changes = isConflict
    ? differencesAmong(shown.map(([label, to], index) => ({ label, from: before[index]?.[1] ?? '', to })))
    : []
  return {
    ...state,
    known: {
      revision: counted === undefined ? revisionOf(shown) : String(counted),
      seen: JSON.stringify(shown),
      changes,
      isOwn,
      address,
    },
  }
}
