import { z } from 'zod'
import { languages } from '../../shared/platform/language.ts'
import { languageSchema } from '../../shared/identity/identity.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { personOf } from '../platform/request.ts'
import { chooseLanguage } from './identity.language.service.ts'

const answer = z
  .object({
    language: z.enum(languages).nullable().describe('Null where none was chosen: e-mails come in English'),
  })
  .meta({ id: 'LanguageOfPerson' })

/** The language of a person, for programs. What the API itself says is in English. */
export const languageEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/me/language',
    summary: 'Read in which language e-mails are written to you',
    tag: 'identity',
    auth: 'signed-in',
    answer,
    handle: ({ req }) => ({ language: personOf(req).language ?? null }),
  }),
  endpoint({
    method: 'put',
    path: '/me/language',
    summary: 'Choose in which language e-mails are written to you',
    tag: 'identity',
    auth: 'signed-in',
    body: languageSchema,
    answer,
    async handle({ actor, body }) {
      await chooseLanguage(actor, body.language)
      return body
    },
  }),
]
