import { spendBands } from '../../shared/challenges/scale.ts'
import { scales } from '../../shared/evaluation/scale.ts'
import { type Audience, audiences } from '../../shared/notifications/audiences.ts'
import { noticeGroups } from '../../shared/notifications/kinds.ts'
import { gateLabels, resourceRouteLabels, sectorLabels } from '../../shared/resources/facets.ts'
import type { NoticeKind } from '../../shared/notifications/kind.ts'

const inRoom = (room: string, names: string): string[] => names.split(' ').map((name) => `${room}/${name}.ts`)

/** Code whose sentences are shown on pages in Welsh: labels, news of what was done, messages of forms, refusals. */
export const welshSources: readonly string[] = [
  ...inRoom('server/platform', 'errors filters form-values refusals csrf uploads page'),
  ...inRoom('shared/platform', 'message-patterns messages'),
  ...inRoom('server', 'site.routes site.help'),
  ...inRoom('shared/identity', 'identity.schema language-names'),
  ...inRoom('server/identity', 'identity.account.pages identity.password.pages identity.register.pages'),
  ...inRoom('server/identity', 'identity.sign-in.pages identity.account.service identity.links.service'),
  ...inRoom(
    'server/identity',
    'identity.password.service identity.register.service identity.sign-in.service',
  ),
  ...inRoom('server/identity', 'common-passwords'),
  ...inRoom('workers/identity', 'account-mails'),
  ...inRoom('shared/organisations', 'organisations.schema profile.schema completeness'),
  ...inRoom('server/organisations', 'organisations.directory.pages organisations.pages'),
  ...inRoom('server/organisations', 'organisations.profile.pages organisations.claim.service'),
  ...inRoom('server/organisations', 'organisations.invite.service organisations.member.service'),
  ...inRoom('server/organisations', 'organisations.profile.service organisations.register.service'),
  ...inRoom('server/challenges', 'challenges.presenter challenges.pages challenges.calendar'),
  ...inRoom('server/challenges', 'challenges.demand.presenter'),
  ...inRoom('shared/challenges', 'saved-search scale'),
  ...inRoom('shared/resources', 'resource'),
  ...inRoom('server/resources', 'resources.facets'),
  ...inRoom('shared/matching', 'reasons missing decline-kinds'),
  ...inRoom('server/matching', 'matching.score.presenter matching.home.presenter matching.words.presenter'),
  ...inRoom('server/matching', 'matching.supplier.pages'),
  ...inRoom('shared/clarifications', 'clarifications.schema question-parts'),
  ...inRoom('server/clarifications', 'clarifications.ask.pages clarifications.service'),
  ...inRoom('shared/proposals', 'proposals.schema form-checks form stages'),
  ...inRoom('server/proposals', 'proposals.pages proposals.submit.pages proposals.submit.service'),
  ...inRoom('server/proposals', 'proposals.service proposals.files.service'),
  ...inRoom('shared/evaluation', 'scale feedback settings'),
  ...inRoom('server/evaluation', 'evaluation.own-feedback.pages evaluation.own-feedback.service'),
  ...inRoom('shared/groups', 'engagement'),
  ...inRoom('server/groups', 'groups.engagements.pages groups.registrations.service'),
  ...inRoom('shared/notifications', 'channels inbox notifications.schema'),
  ...inRoom('server/notifications', 'notifications.pages notifications.preferences.pages'),
  ...inRoom('server/notifications', 'notifications.digest-mail notifications.mail notifications.presenter'),
  ...inRoom('server/notifications', 'notifications.facts-in-language'),
]

/** Strings of that code that nobody is shown. */
export const notShown: ReadonlySet<string> = new Set([
  'AppError',
  'Cache-Control',
  'Retry-After',
  'X-Request-Id',
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'RetryableWriteError',
  'Unexpected error',
  'Answered that the database is away',
  'A temporary file stays behind',
  'A claim was not written',
  'January February March April May June July August September October November December',
  'An invitation was not written',
  'DemandTogether',
  'Unnamed authorities whose figures are in no sum, since fewer than three gave one',
  'What they spend on it in a year, from bands',
  'Of all who take part or have the problem too',
])

/** Of tables that also hold what the law says, which stays in English: the names that pages show. */
export const namesOfTables: readonly string[] = [
  'Early engagement',
  'Prototype',
  'Pilot',
  'Scale-up',
  'Below-threshold competition',
  'Open procedure',
  'Competitive flexible procedure',
  'Direct award',
  'Awarded',
  'Open, questions closed',
  'Closed',
  'Withdrawn',
  'Not awarded',
  'admin',
  'member',
  'viewer',
  'noon',
  'midnight',
  'you have a draft proposal',
  'you follow it',
  'a broker sent it to you',
  'it fits you well',
  'Nothing that you saved is lost. Try again in half a minute.',
  'in these amounts, at 20%',
  ...Object.values({ ...gateLabels, ...sectorLabels, ...resourceRouteLabels }),
  ...spendBands.map(({ label }) => label),
  ...Object.values(scales).map(({ title }) => title),
  'No money named',
  'Lots',
  'Market engagement',
  'Reserved for',
  'Report',
  'Open competition, not regulated by the Act',
  'Choose what the reason is about',
  'Say why this is not for you',
  'The reason must be 1,000 characters or fewer',
  'Suppliers based in the UK',
  'Suppliers based in a local area',
  'Small and medium-sized firms',
  'Voluntary, community and social enterprises',
  'Conflicts assessment',
  'Barriers to small firms',
  'Divided into lots',
  'One contract',
]

const isOfSuppliers = (audience: Audience): boolean =>
  audiences[audience] === null || audiences[audience] === 'supplier'

/** Of which notices a supplier, or somebody without an organisation, may be told. */
export const suppliersKinds: readonly NoticeKind[] = noticeGroups
  .flatMap(({ kinds }) => kinds)
  .filter(({ side, to }) => side !== 'authority' && side !== 'brokerage' && to.some(isOfSuppliers))
