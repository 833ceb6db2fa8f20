import type { Request, Response } from 'express'
import { normaliseName } from '../../shared/organisations/organisation-name.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { form, formState, type FormState, noticeFor } from '../platform/page.ts'
import { actorOf, param, personOf } from '../platform/request.ts'
import {
  changeRoleSchema,
  inviteMemberSchema,
  nothingSchema,
  registerSupplierSchema,
  renameOrganisationSchema,
} from '../../shared/organisations/organisations.schema.ts'
import {
  acceptInvitation,
  getInvitationByToken,
  inviteMember,
  listInvitations,
  withdrawInvitation,
} from './organisations.invite.service.ts'
import { changeRole, membersOf, removeMember } from './organisations.member.service.ts'
import { organisationPolicy } from './organisations.policy.ts'
import { createOrganisation, renameOrganisation } from './organisations.register.service.ts'
import { getOrganisation, listAuthorities, organisationForEmailDomain } from './organisations.service.ts'
import { requestVerification } from './organisations.verify.service.ts'

/** The id of the organisation that the person acts for. @throws AppError not-found where there is none */
function ownId(req: Request): string {
  const { organisation } = actorOf(req)
  if (!organisation) throw notFound('Organisation')
  return organisation.id
}

const notices: Record<string, string> = {
  invited: 'The invitation is on its way.',
  withdrawn: 'The invitation was withdrawn.',
  role: 'The role was changed.',
  removed: 'The member was removed.',
  asked: 'A broker will look at your organisation again.',
  renamed: 'The name was changed.',
  waits: 'Saved. A broker confirms your organisation again before you can submit.',
  confirmed: 'Your e-mail address is confirmed, and you are signed in.',
  joined: 'You are a member now.',
}

async function showOrganisation(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  if (!actor.organisation) return showStart(req, res, state)
  const organisation = await getOrganisation(actor.organisation.id)
  const [members, invitations, fragments] = await Promise.all([
    membersOf(organisation.id),
    listInvitations(organisation.id),
    fragmentsOf('organisation', actor, organisation.id, req),
  ])
  res.render('organisations/organisation', {
    form: state,
    organisation,
    fragments,
    members,
    invitations,
    may: {
      manageMembers: organisationPolicy.manageMembers(actor, organisation),
      invite: organisationPolicy.invite(actor, organisation),
      editSettings: organisationPolicy.editSettings(actor, organisation),
      editProfile: organisationPolicy.editProfile(actor, organisation),
      requestVerification: organisationPolicy.requestVerification(actor, organisation),
    },
    notice: noticeFor(req, notices),
  })
}

/** More than this, and another word narrows it down better than reading. */
const mostFound = 30

/** What somebody without an organisation sees: the ways to get one. */
async function showStart(req: Request, res: Response, state: FormState): Promise<void> {
  const council = await organisationForEmailDomain(personOf(req).email)
  const authorities = council ? [] : await listAuthorities()
  const search = typeof req.query['council'] === 'string' ? req.query['council'].trim().slice(0, 100) : ''
  const words = normaliseName(search).split(' ').filter(Boolean)
  const found = authorities.filter(({ name }) => words.every((word) => normaliseName(name).includes(word)))
  res.render('organisations/start', {
    form: state,
    council,
    authorities,
    search,
    found: search ? found.slice(0, mostFound) : [],
    notice: noticeFor(req, notices),
  })
}

/** One's own organisation: its people, invitations and settings. */
export const organisation = (req: Request, res: Response): Promise<void> =>
  showOrganisation(req, res, formState())

const showRegister = (_req: Request, res: Response, state: FormState): void =>
  res.render('organisations/register', { form: state })

export const newSupplier = (req: Request, res: Response): void => showRegister(req, res, formState())

export const register = form({
  schema: registerSupplierSchema,
  show: showRegister,
  async act(input, req, res) {
    await createOrganisation(actorOf(req), { kind: 'supplier', ...input }, personOf(req))
    res.redirect(303, '/organisation/profile?registered')
  },
})

export const invite = form({
  schema: inviteMemberSchema,
  show: showOrganisation,
  async act(input, req, res) {
    await inviteMember(actorOf(req), ownId(req), input)
    res.redirect(303, '/organisation?done=invited')
  },
})

export const withdraw = form({
  schema: nothingSchema,
  show: showOrganisation,
  async act(_input, req, res) {
    await withdrawInvitation(actorOf(req), ownId(req), param(req, 'invitationId'))
    res.redirect(303, '/organisation?done=withdrawn')
  },
})

async function showMember(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const own = await getOrganisation(ownId(req))
  const member = (await membersOf(own.id)).find(({ userId }) => userId === param(req, 'userId'))
  if (!member) throw notFound('Member')
  const isSelf = member.userId === actor.userId
  const mayManage = organisationPolicy.manageMembers(actor, own)
  if (!mayManage && !isSelf) throw new AppError('forbidden', 'Only an administrator can change members.')
  res.render('organisations/member', {
    form: state.summary.length > 0 ? state : formState({ role: member.role }),
    organisation: own,
    member,
    isSelf,
    mayManage,
  })
}

export const member = (req: Request, res: Response): Promise<void> => showMember(req, res, formState())

export const setRole = form({
  schema: changeRoleSchema,
  show: showMember,
  async act({ role }, req, res) {
    await changeRole(actorOf(req), ownId(req), param(req, 'userId'), role)
    res.redirect(303, '/organisation?done=role')
  },
})

export const remove = form({
  schema: nothingSchema,
  show: showMember,
  async act(_input, req, res) {
    const userId = param(req, 'userId')
    await removeMember(actorOf(req), ownId(req), userId)
    res.redirect(303, userId === actorOf(req).userId ? '/account' : '/organisation?done=removed')
  },
})

export const askAgain = form({
  schema: nothingSchema,
  show: showOrganisation,
  async act(_input, req, res) {
    await requestVerification(actorOf(req), ownId(req))
    res.redirect(303, '/organisation?done=asked')
  },
})

export const rename = form({
  schema: renameOrganisationSchema,
  show: showOrganisation,
  async act({ name }, req, res) {
    const { waits } = await renameOrganisation(actorOf(req), ownId(req), name)
    res.redirect(303, `/organisation?done=${waits ? 'waits' : 'renamed'}`)
  },
})

async function showInvitation(req: Request, res: Response, state: FormState): Promise<void> {
  res.render('organisations/invitation', {
    form: state,
    invitation: await getInvitationByToken(param(req, 'token')),
  })
}

export const invitation = (req: Request, res: Response): Promise<void> =>
  showInvitation(req, res, formState())

export const accept = form({
  schema: nothingSchema,
  show: showInvitation,
  async act(_input, req, res) {
    await acceptInvitation(actorOf(req), param(req, 'token'), personOf(req))
    res.redirect(303, '/organisation?done=joined')
  },
})
