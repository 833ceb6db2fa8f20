import { z } from 'zod'
import { noticeText } from '../../shared/publication/notice.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { listNotices, readNotice } from './publication.notices.service.ts'

const tag = 'publication'

const noticeInList = z.object({
  notice: z.string(),
  code: z.string(),
  title: z.string(),
  turn: z.enum(['now', 'later', 'filed', 'over']),
  need: z.enum(['must', 'case', 'may']),
  when: z.string(),
  section: z.string(),
  filled: z.number().int(),
  needed: z.number().int(),
})

const field = z.object({
  id: z.string(),
  label: z.string(),
  article: z.string(),
  required: z.enum(['always', 'known', 'case']),
  text: z.string(),
  missing: z.string(),
})

/** The notices ready to file, for programs. The open data are below /api/ocds. */
export const publicationEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/notices',
    summary: 'List the notices that a challenge comes to, as its authority or a broker',
    tag,
    auth: 'signed-in',
    params: z.object({ id: z.string().max(40) }),
    answer: z.object({ items: z.array(noticeInList) }),
    handle: async ({ actor, params: { id } }) => {
      const { notices } = await listNotices(actor, id)
      return {
        items: notices.map(({ notice, turn, need, filled, needed, law: { code, title, when, section } }) => ({
          notice,
          code,
          title,
          turn,
          need,
          when,
          section,
          filled,
          needed,
        })),
      }
    },
  }),
  endpoint({
    method: 'get',
    path: '/challenges/{id}/notices/{notice}',
    summary: 'Read a notice ready to file: its fields, its text, and its release of OCDS',
    tag,
    auth: 'signed-in',
    params: z.object({ id: z.string().max(40), notice: z.string().max(40) }),
    answer: z.object({
      notice: z.string(),
      code: z.string(),
      title: z.string(),
      fields: z.array(field),
      text: z.string(),
      release: z.looseObject({ ocid: z.string(), id: z.string() }),
    }),
    handle: async ({ actor, params }) => {
      const { filled, release } = await readNotice(actor, params.id, params.notice)
      const { id, code, title } = filled.notice
      const fields = filled.fields.map(({ id: name, label, article, required, text, missing }) => ({
        id: name,
        label,
        article,
        required,
        text,
        missing,
      }))
      return { notice: id, code, title, fields, text: noticeText(filled), release }
    },
  }),
]
