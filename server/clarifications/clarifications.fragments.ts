import { AppError } from '../platform/errors.ts'
import type { Fragment } from '../platform/fragments.ts'
import { briefLogModel } from './clarifications.pages.ts'
import { listSessions } from './clarifications.sessions.read.service.ts'

/** What the clarifications room shows on the pages of earlier rooms. */
export const clarificationsFragments: Fragment[] = [
  {
    page: 'challenge',
    slot: 'main',
    template: 'clarifications/session-list.njk',
    show: async (actor, challengeId) => {
      try {
        const list = await listSessions(actor, challengeId)
        return list.sessions.length > 0 || list.mayAnnounce ? list : null
      } catch (error) {
        if (error instanceof AppError && error.code === 'not-found') return null
        throw error
      }
    },
  },
  {
    page: 'challenge',
    slot: 'main',
    template: 'clarifications/fragment.njk',
    show: async (_actor, challengeId, req) => {
      try {
        return await briefLogModel(req, challengeId)
      } catch (error) {
        if (error instanceof AppError && error.code === 'not-found') return null
        throw error
      }
    },
  },
]
