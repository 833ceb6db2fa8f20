import type { Request, Response } from 'express'
import { membershipsOf } from '../organisations/index.ts'
import { AppError } from '../platform/errors.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param, personOf } from '../platform/request.ts'
import {
  changeEmailSchema,
  changeNameSchema,
  nothingSchema,
  switchOrganisationSchema,
} from '../../shared/identity/identity.schema.ts'
import { languageNames } from '../../shared/identity/language-names.ts'
import { changeEmail, renamePerson, requestEmailChange } from './identity.account.service.ts'
import { findLink } from './identity.links.service.ts'
import { showLinkOver } from './identity.register.pages.ts'
import { noteAskedMail, rotateSession } from './identity.session.ts'
import { chooseOrganisation, endOtherSignIns, endOwnSignIn, listSignIns } from './identity.sign-in.service.ts'
import { termsOf } from './identity.terms.service.ts'
import { listTokens } from './identity.tokens.service.ts'

const notices: Record<string, string> = {
  name: 'Your name was changed.',
  password:
    'Your password was changed. You are signed out everywhere else, and your API tokens and the address of your calendar have stopped working.',
  'email-asked': 'We sent a link to the new address. Nothing changes before you open it.',
  email:
    'Your e-mail address was changed. Your API tokens and the address of your calendar have stopped working.',
  ended: 'That sign-in was ended.',
  'others-ended': 'You are signed out everywhere else.',
  revoked: 'The token was revoked.',
  language: 'Your language is chosen.',
  organisation: 'You act for another organisation now.',
}

/** Everything about one's own account, with a way to change each part. */
export async function account(req: Request, res: Response): Promise<void> {
  const actor = actorOf(req)
  const { userId } = actor
  const [sessions, tokens, memberships, terms, fragments] = await Promise.all([
    listSignIns(userId),
    listTokens(userId),
    membershipsOf(userId),
    termsOf(userId),
    fragmentsOf('account', actor, userId, req),
  ])
  res.render('identity/account', {
    fragments,
    account: personOf(req),
    languageNames,
    sessions: sessions.map((session) => ({ ...session, isThis: session.id === req.signInId })),
    tokens,
    memberships,
    terms,
    notice: noticeFor(req, notices),
  })
}

const showName = (_req: Request, res: Response, state: FormState): void =>
  res.render('identity/change-name', { form: state })

export const name = (req: Request, res: Response): void =>
  showName(req, res, formState({ name: personOf(req).name }))

export const rename = form({
  schema: changeNameSchema,
  show: showName,
  async act(input, req, res) {
    await renamePerson(actorOf(req), input.name)
    res.redirect(303, '/account?done=name')
  },
})

const showEmail = (req: Request, res: Response, state: FormState): void =>
  res.render('identity/change-email', { form: state, email: personOf(req).email })

export const email = (req: Request, res: Response): void => showEmail(req, res, formState())

export const askEmail = form({
  schema: changeEmailSchema,
  show: showEmail,
  async act(input, req, res) {
    const messageId = await requestEmailChange(actorOf(req), input)
    noteAskedMail(req, messageId === null ? null : { messageId, userId: actorOf(req).userId })
    res.redirect(303, '/account?done=email-asked')
  },
})

async function showConfirmEmail(req: Request, res: Response, state: FormState): Promise<void> {
  const link = await findLink('change-email', param(req, 'token'))
  if (link) return res.render('identity/confirm-email', { form: state, email: link.email })
  showLinkOver(res, { href: '/account/email', text: 'Ask for another link' })
}

export const openEmail = (req: Request, res: Response): Promise<void> =>
  showConfirmEmail(req, res, formState())

export const confirmEmail = form({
  schema: nothingSchema,
  show: showConfirmEmail,
  async act(_input, req, res) {
    try {
      await changeEmail(param(req, 'token'), req.signInId)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error
      return showLinkOver(res, { href: '/account/email', text: 'Ask for another link' })
    }
    await rotateSession(req)
    res.redirect(303, actorOf(req).kind === 'person' ? '/account?done=email' : '/sign-in?done=email')
  },
})

export async function endSession(req: Request, res: Response): Promise<void> {
  await endOwnSignIn(actorOf(req), param(req, 'id'))
  res.redirect(303, '/account?done=ended')
}

export async function endOthers(req: Request, res: Response): Promise<void> {
  await endOtherSignIns(actorOf(req).userId, req.signInId)
  res.redirect(303, '/account?done=others-ended')
}

async function showOrganisations(req: Request, res: Response, state: FormState): Promise<void> {
  res.render('identity/choose-organisation', {
    form: state,
    memberships: await membershipsOf(actorOf(req).userId),
  })
}

export const organisations = (req: Request, res: Response): Promise<void> =>
  showOrganisations(req, res, formState({ organisationId: actorOf(req).organisation?.id ?? '' }))

export const choose = form({
  schema: switchOrganisationSchema,
  show: showOrganisations,
  async act({ organisationId }, req, res) {
    await chooseOrganisation(actorOf(req).userId, req.signInId ?? '', organisationId)
    await rotateSession(req)
    res.redirect(303, '/account?done=organisation')
  },
})
