import type { Request, Response } from 'express'
import { languageNames } from '../../shared/identity/language-names.ts'
import { languageSchema } from '../../shared/identity/identity.schema.ts'
import { keepLanguage } from '../platform/language.requests.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, personOf } from '../platform/request.ts'
import { chooseLanguage } from './identity.language.service.ts'

const show = (_req: Request, res: Response, state: FormState): void =>
  res.render('identity/change-language', { form: state, languageNames })

export const language = (req: Request, res: Response): void =>
  show(req, res, formState({ language: personOf(req).language ?? 'en' }))

export const choose = form({
  schema: languageSchema,
  show,
  async act(input, req, res) {
    await chooseLanguage(actorOf(req), input.language)
    keepLanguage(res, input.language)
    res.redirect(303, '/account?done=language')
  },
})
