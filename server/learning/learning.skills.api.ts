import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { skillsOf, skillTotals } from './learning.skills.service.ts'

const common = { tag: 'learning' } as const
const instant = z.iso.datetime()

const mean = z
  .object({ mean: z.int(), drafts: z.int(), people: z.int() })
  .nullable()
  .meta({ description: 'Openness, 0 to 100; null of too few drafts or people' })

const ofCourse = z.object({ course: z.string(), title: z.string() })
const drafts = z.object({ before: mean, after: mean })

const skillsAnswer = z
  .object({
    members: z.int(),
    courses: z.array(
      ofCourse.extend({
        begun: z.int().nullable().meta({
          description:
            'At least so many: those who agreed to be shown, and of the others whole fives. Null for none to four others, and where it is nearly everybody',
        }),
        completed: z.int().nullable().meta({ description: 'As begun' }),
        people: z
          .array(z.object({ name: z.string(), begunAt: instant, completedAt: instant.nullable() }))
          .meta({ description: 'Those who agreed to be shown' }),
        drafts,
      }),
    ),
  })
  .meta({ id: 'AuthoritySkills' })

const atLeastFive = z.int().nullable().meta({ description: 'Null for fewer than five' })

const totalsAnswer = z
  .object({
    authorities: atLeastFive,
    courses: z.array(ofCourse.extend({ begun: atLeastFive, completed: atLeastFive, drafts })),
  })
  .meta({ id: 'SkillTotals' })

/** What people have learnt, for programs: of one's own authority, and of all together. */
export const skillsEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/learning/skills',
    summary: 'Read what the people of your authority have learnt',
    auth: 'signed-in',
    answer: skillsAnswer,
    handle: ({ actor }) => skillsOf(actor, actor.organisation?.id ?? ''),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/learning/skills/totals',
    summary: 'Read what the people of all authorities together have learnt (brokers)',
    auth: 'signed-in',
    answer: totalsAnswer,
    handle: ({ actor }) => skillTotals(actor),
  }),
]
