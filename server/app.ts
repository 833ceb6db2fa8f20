import { speakPlainly } from '../shared/platform/messages.ts'
import compression from 'compression'
import express, { type Express, type RequestHandler, type Router } from 'express'
import { challengeCoachEndpoints } from './challenges/challenges.coach.api.ts'
import { challengesEndpoints } from './challenges/challenges.api.ts'
import { openChallengesLike } from './challenges/index.ts'
import { savedSearchEndpoints } from './challenges/challenges.searches.api.ts'
import { challengesRoutes } from './challenges/challenges.routes.ts'
import { clarificationsEndpoints } from './clarifications/clarifications.api.ts'
import { closingEndpoints } from './clarifications/clarifications.closing.api.ts'
import { draftsEndpoints } from './clarifications/clarifications.drafts.api.ts'
import { privateEndpoints } from './clarifications/clarifications.private.api.ts'
import { votesEndpoints } from './clarifications/clarifications.votes.api.ts'
import { clarificationsFragments } from './clarifications/clarifications.fragments.ts'
import { clarificationsRoutes } from './clarifications/clarifications.routes.ts'
import { coachingEndpoints } from './coaching/coaching.api.ts'
import { useOpenChallenges } from './coaching/index.ts'
import { coachingRoutes } from './coaching/coaching.routes.ts'
import { evaluationAwardEndpoints } from './evaluation/evaluation.award.api.ts'
import { awardRoutes } from './evaluation/evaluation.award.routes.ts'
import { evaluationEndpoints } from './evaluation/evaluation.api.ts'
import { evaluationRecordEndpoints } from './evaluation/evaluation.record.api.ts'
import { evaluationReportEndpoints } from './evaluation/evaluation.report.api.ts'
import { readsAsGuest, refuseUndeclared, resultsTold, settingsOf } from './evaluation/index.ts'
import { evaluationExclusionEndpoints } from './evaluation/evaluation.exclusions.api.ts'
import { guestEndpoints } from './evaluation/evaluation.guests.api.ts'
import { evaluationQuestionEndpoints } from './evaluation/evaluation.questions.api.ts'
import { questionsRoutes } from './evaluation/evaluation.questions.routes.ts'
import { evaluationFragments } from './evaluation/evaluation.fragments.ts'
import { evaluationRoutes } from './evaluation/evaluation.routes.ts'
import { identityEndpoints } from './identity/identity.api.ts'
import { identifyPerson, identifyProgram } from './identity/identity.requests.ts'
import { identityRoutes } from './identity/identity.routes.ts'
import { learningEndpoints } from './learning/learning.api.ts'
import { learningFragments } from './learning/learning.fragments.ts'
import { learningRoutes } from './learning/learning.routes.ts'
import { useIntroductions } from './organisations/index.ts'
import { haveMet, useDrafts } from './matching/index.ts'
import { matchingEndpoints } from './matching/matching.api.ts'
import { supplierHomeEndpoints } from './matching/matching.home.api.ts'
import { matchingFragments } from './matching/matching.fragments.ts'
import { matchingRoutes } from './matching/matching.routes.ts'
import { moderationEndpoints } from './moderation/moderation.api.ts'
import { moderationRoutes } from './moderation/moderation.routes.ts'
import { notificationsEndpoints } from './notifications/notifications.api.ts'
import { bouncesDescription } from './notifications/notifications.bounces.description.ts'
import { bouncesRoutes } from './notifications/notifications.bounces.routes.ts'
import { notificationsFragments } from './notifications/notifications.fragments.ts'
import { notificationsRoutes } from './notifications/notifications.routes.ts'
import { operationsEndpoints } from './operations/operations.api.ts'
import { operationsRoutes } from './operations/operations.routes.ts'
import { statusRoutes } from './operations/operations.status.pages.ts'
import { organisationsEndpoints } from './organisations/organisations.api.ts'
import { organisationsRoutes } from './organisations/organisations.routes.ts'
import { apiRouter } from './platform/api.ts'
import { apiDescription, apiPage } from './platform/api-pages.ts'
import { config } from './platform/config.ts'
import { csrfGuard, refusePrototypeKeys } from './platform/csrf.ts'
import { AppError, notFound } from './platform/errors.ts'
import { useFragments } from './platform/fragments.ts'
import { speakLanguage } from './platform/language.requests.ts'
import { shedForms, shedLoad } from './platform/load.ts'
import { healthRoutes } from './platform/health.ts'
import { limitRequests } from './platform/limits.ts'
import { refuseChanges, refuseChangesOfPages } from './platform/read-only.ts'
import { answerError, identifyRequest } from './platform/refusals.ts'
import {
  assets,
  logRequests,
  refuseSlowBodies,
  refuseWithoutDatabase,
  securityHeaders,
} from './platform/web.ts'
import { mostFieldsOfChallenge, readUploads } from './platform/uploads.ts'
import { challengesDrafted, useAnonymity, useReaderCheck, useResults } from './proposals/index.ts'
import { proposalsEndpoints } from './proposals/proposals.api.ts'
import { proposalsFragments } from './proposals/proposals.fragments.ts'
import { proposalsRoutes } from './proposals/proposals.routes.ts'
import { caseStudiesMoved } from './outcomes/index.ts'
import { outcomesEndpoints } from './outcomes/outcomes.api.ts'
import { outcomesFragments } from './outcomes/outcomes.fragments.ts'
import { outcomesRoutes } from './outcomes/outcomes.routes.ts'
import { evidenceEndpoints } from './evidence/evidence.api.ts'
import { evidenceFragments } from './evidence/evidence.fragments.ts'
import { evidenceRoutes } from './evidence/evidence.routes.ts'
import { groupsEndpoints } from './groups/groups.api.ts'
import { groupsFragments } from './groups/groups.fragments.ts'
import { groupsRoutes } from './groups/groups.routes.ts'
import { ocdsRoutes } from './publication/publication.ocds.routes.ts'
import { publicationEndpoints } from './publication/publication.api.ts'
import { publicationFragments } from './publication/publication.fragments.ts'
import { publicationRoutes } from './publication/publication.routes.ts'
import { useFromRoom } from './resources/index.ts'
import { resourcesEndpoints } from './resources/resources.api.ts'
import { resourcesRoutes } from './resources/resources.routes.ts'
import { sitePages } from './site.routes.ts'
import { pageLocals } from './site.locals.ts'
import { createTemplates } from './platform/templates.ts'

/** Every page of every room, in the order in which paths are tried. */
const pages: Router[] = [
  sitePages,
  identityRoutes,
  organisationsRoutes,
  resourcesRoutes,
  coachingRoutes,
  challengesRoutes,
  learningRoutes,
  matchingRoutes,
  clarificationsRoutes,
  proposalsRoutes,
  evaluationRoutes,
  awardRoutes,
  questionsRoutes,
  outcomesRoutes,
  evidenceRoutes,
  groupsRoutes,
  notificationsRoutes,
  moderationRoutes,
  publicationRoutes,
  operationsRoutes,
]

/** What later rooms show on the pages of earlier ones, in order. */
const fragments = [
  ...learningFragments,
  ...matchingFragments,
  ...proposalsFragments,
  ...evaluationFragments,
  ...outcomesFragments,
  ...evidenceFragments,
  ...groupsFragments,
  ...clarificationsFragments,
  ...notificationsFragments,
  ...publicationFragments,
]

/** Every operation of the API. */
export const endpoints = [
  ...identityEndpoints,
  ...organisationsEndpoints,
  ...resourcesEndpoints,
  ...coachingEndpoints,
  ...challengesEndpoints,
  ...challengeCoachEndpoints,
  ...savedSearchEndpoints,
  ...learningEndpoints,
  ...matchingEndpoints,
  ...supplierHomeEndpoints,
  ...clarificationsEndpoints,
  ...privateEndpoints,
  ...draftsEndpoints,
  ...closingEndpoints,
  ...votesEndpoints,
  ...proposalsEndpoints,
  ...evaluationEndpoints,
  ...evaluationAwardEndpoints,
  ...evaluationRecordEndpoints,
  ...evaluationReportEndpoints,
  ...evaluationExclusionEndpoints,
  ...evaluationQuestionEndpoints,
  ...guestEndpoints,
  ...outcomesEndpoints,
  ...evidenceEndpoints,
  ...groupsEndpoints,
  ...notificationsEndpoints,
  ...moderationEndpoints,
  ...publicationEndpoints,
  ...operationsEndpoints,
]

/** The web application: what happens to a request, from top to bottom. */
export function createApp(session: RequestHandler): Express {
  speakPlainly()
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config().trustProxy)
  createTemplates(app)
  useFragments(fragments)
  useOpenChallenges(openChallengesLike)
  useDrafts(challengesDrafted)
  useIntroductions(haveMet)
  useFromRoom(caseStudiesMoved)
  useReaderCheck(refuseUndeclared, readsAsGuest)
  useResults(resultsTold)
  useAnonymity(async (challengeId) => (await settingsOf(challengeId)).settings.isAnonymous === true)

  app.use(identifyRequest, logRequests(), securityHeaders(), refuseSlowBodies())
  app.use('/assets', compression(), assets())
  app.use(healthRoutes())
  app.use(compression())
  app.use(statusRoutes)
  app.use(shedLoad, refuseWithoutDatabase)

  app.use('/api/v1/mail/bounces', refuseChanges, bouncesRoutes)
  app.use('/api/v1', identifyProgram, limitSearches, onlyJson, readJson, refuseChanges)
  app.use('/api/v1', apiDescription(endpoints, bouncesDescription), apiRouter(endpoints))

  app.use('/api/ocds', ocdsRoutes)

  app.use(session, identifyPerson, pageLocals)
  app.use(
    express.urlencoded({ extended: true, limit: '1mb', parameterLimit: 1000 }),
    readUploads(placesOfFiles),
    speakLanguage,
    refusePrototypeKeys,
    csrfGuard,
    shedForms,
    refuseChangesOfPages(pages),
  )
  app.get('/api', apiPage(endpoints, bouncesDescription))
  app.use(limitSearches)
  app.use(...pages)
  app.use(() => {
    throw notFound()
  })
  app.use(answerError)
  return app
}

/** The pages that take files. */
const placesOfFiles = [
  { path: /^\/proposals\/[^/]+\/files$/ },
  { path: /^\/resources\/[^/]+\/file$/ },
  { path: /^\/challenges\/[^/]+\/edit\/attachments$/ },
  { path: /^\/challenges\/[^/]+\/amend$/, fields: mostFieldsOfChallenge },
  { path: /^\/questions\/[^/]+\/(?:answer|correct|ask-sign-off|draft)$/ },
]

/** Searching costs the database more than reading. */
const limitSearches: RequestHandler = (req, res, next) => {
  if (!['GET', 'HEAD'].includes(req.method) || !(req.query['q'] || req.query['text'])) return next()
  return searches(req, res, next)
}
const searches = limitRequests('search', 240, 60)

const json = express.json({ limit: '100kb' })
// The coach says itself how long a text may be, so that the answer names the field; everything else is shorter.
const longJson = express.json({ limit: '4mb' })
const readJson: RequestHandler = (req, res, next) =>
  (req.path === '/coaching' ? longJson : json)(req, res, next)

const onlyJson: RequestHandler = (req, _res, next) => {
  const hasBody = req.get('content-length') !== undefined && req.get('content-length') !== '0'
  if (hasBody && !req.is('application/json') && !req.is('multipart/form-data')) {
    throw new AppError('wrong-type', 'Send the body as application/json.')
  }
  next()
}
