import type { Request, Response } from 'express'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import { sections } from '../../shared/challenges/sections.ts'
import { type Actor, actsFor } from '../../shared/platform/actor.ts'
import { noticeText, onlyIf } from '../../shared/publication/notice.ts'
import type { NoticePlace } from '../../shared/publication/notice-values.ts'
import { type Challenge, presentRow } from '../challenges/index.ts'
import { citation, law } from '../coaching/index.ts'
import { actorOf, param } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { draftPackage } from './packages.ts'
import { fileableNotices, listNotices, type NoticeInList, readNotice } from './publication.notices.service.ts'
import { refusedReleases } from './publication.read.service.ts'

const t = translator()

const turns: Record<NoticeInList['turn'], { text: string; colour: string }> = {
  now: { text: t('Due at this stage'), colour: 'amber' },
  later: { text: t('Later'), colour: 'grey' },
  filed: { text: t('Number given'), colour: '' },
  over: { text: t('No longer'), colour: 'grey' },
}
const needs: Record<NoticeInList['need'], string> = {
  must: t('must be published'),
  case: t('in the case named'),
  may: t('may be published'),
}

const needWordsOf = ({ need, moment }: NoticeInList): string =>
  need === 'case' && moment === 'given-up'
    ? t('only if the procurement is terminated (withdrawn)')
    : needs[need]

/** The notices of a challenge, with whose turn it is. */
export async function list(req: Request, res: Response): Promise<void> {
  const { challenge, notices, isInvented } = await listNotices(actorOf(req), param(req, 'id'))
  const own = new Set(notices.map(({ notice }) => notice))
  res.render('publication/notices', {
    challenge: presentRow(challenge),
    isInvented,
    filedId: challenge.findATender?.noticeId ?? '',
    notices: notices.map((row) => ({ ...row, turnTag: turns[row.turn], needWords: needWordsOf(row) })),
    others: fileableNotices().filter(({ id }) => !own.has(id)),
    refused: await refusedReleases(challenge._id),
    asAt: new Date(`${law().asAt}T12:00:00Z`),
  })
}

/** One notice, to copy and to file. */
export async function show(req: Request, res: Response): Promise<void> {
  const actor = actorOf(req)
  const { challenge, filled } = await readNotice(actor, param(req, 'id'), param(req, 'notice'))
  const { section, source, confidence, note } = filled.notice
  const asAt = law().sources.find(({ id }) => id === source)?.asAt ?? law().asAt
  res.render('publication/notice', {
    challenge: presentRow(challenge),
    filled: { ...filled, fields: filled.fields.map((field) => ({ ...field, when: onlyIf(field.when) })) },
    text: noticeText(filled),
    missing: filled.missing.map((field) => ({ ...field, where: placeOf(actor, field.place, challenge) })),
    citation: citation(law(), section),
    isUnchecked: confidence === 'mem',
    note,
    asAt: new Date(`${asAt}T12:00:00Z`),
  })
}

/** The same as OCDS, to keep or to check. */
export async function download(req: Request, res: Response): Promise<void> {
  const { release } = await readNotice(actorOf(req), param(req, 'id'), param(req, 'notice'))
  res.attachment(`${param(req, 'notice')}-${param(req, 'id')}.json`)
  res.set('Cache-Control', 'private, no-store')
  res.type('application/json').send(await draftPackage(req.path, release))
}

const elsewhere: Partial<Record<NoticePlace, string>> = {
  platform: t('The central digital platform has it, in your authority’s profile or on the notice'),
  award: t('Known once the contract is to be awarded'),
  contract: t('Known from the contract'),
  notice: t('Not kept on Foothold: write it in the notice'),
}

/** Where something missing is to be filled in: a page of ours where there is one, for whoever may open it. */
function placeOf(actor: Actor, place: NoticePlace, challenge: Challenge): { text: string; href: string } {
  const section = sections.find(({ name }) => name === place)
  if (!section) return { text: elsewhere[place] ?? '', href: '' }
  const { _id, status, authorityId } = challenge
  if (!actsFor(actor, authorityId)) return { text: t(section.title), href: '' }
  if (['draft', 'returned'].includes(status))
    return { text: t(section.title), href: `/challenges/${_id}/edit/${section.name}` }
  return { text: t(section.title), href: openStatuses.includes(status) ? `/challenges/${_id}/amend` : '' }
}
