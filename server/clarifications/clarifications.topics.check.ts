import { AppError } from '../platform/errors.ts'
import { currentParts } from './clarifications.topics.read.service.ts'

/** @throws AppError invalid unless the challenge has this part now, or none was chosen */
export async function refusePart(challengeId: string, part: string): Promise<void> {
  if (part === '' || (await currentParts(challengeId)).some(({ key }) => key === part)) return
  const mend = 'Choose a part that the challenge has now'
  throw new AppError('invalid', 'The challenge has no such part', { part: mend })
}
