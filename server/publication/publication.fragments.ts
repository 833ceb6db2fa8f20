import { scriptJson } from '../../shared/platform/script-json.ts'
import { linkedData } from '../../shared/publication/linked-data.ts'
import { ocidOf } from '../../shared/publication/release.ts'
import { datesOf, findChallenge } from '../challenges/index.ts'
import { codeNames } from '../organisations/index.ts'
import { config } from '../platform/config.ts'
import type { Fragment } from '../platform/fragments.ts'
import { publicationPolicy } from './publication.policy.ts'
import { listChallengesWithRefused } from './publication.read.service.ts'

/** What the publication room shows on the pages of earlier rooms. */
export const publicationFragments: Fragment[] = [
  {
    page: 'challenge',
    slot: 'actions',
    template: 'publication/challenge-fragment.njk',
    show: async (actor, id) => {
      const challenge = await findChallenge(id)
      if (!challenge) return null
      const isPublic = challenge.publishedAt !== null
      const { ocidPrefix, publicUrl } = config()
      const fragment = {
        id,
        hasDates: isPublic && datesOf(challenge).length > 0,
        ocid: isPublic ? ocidOf({ ocidPrefix, challengeId: id }) : '',
        linkedData: isPublic
          ? scriptJson(linkedData(challenge, `${publicUrl}/challenges/${id}`, codeNames))
          : '',
        maySeeNotices: publicationPolicy.seeNotices(actor, challenge),
      }
      return isPublic || fragment.maySeeNotices ? fragment : null
    },
  },
  {
    // Nobody else looks after open data: what is missing in it must not wait to be found.
    page: 'desk',
    slot: 'top',
    template: 'publication/desk-warning.njk',
    show: async (actor) => {
      if (!publicationPolicy.seeRefused(actor)) return null
      const challenges = await listChallengesWithRefused()
      return challenges.length > 0 ? { challenges } : null
    },
  },
]
