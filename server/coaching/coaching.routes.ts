import { Router } from 'express'
import * as advisor from './coaching.advisor.pages.ts'
import * as coach from './coaching.coach.pages.ts'
import { law } from './law.data.ts'
import { lawPage } from './coaching.law.pages.ts'

// Rules with a mistake stop the start, not somebody's page.
law()

/** The pages of coaching: the advisor, and the law that it reckons by. */
export const coachingRoutes = Router()

coachingRoutes.get('/coach', coach.coachPage)
coachingRoutes.post('/coach', coach.readText)
coachingRoutes.get('/advisor', advisor.advisor)
coachingRoutes.get('/advisor/answers', advisor.answers)
coachingRoutes.get('/advisor/calendar.ics', advisor.calendar)
coachingRoutes.get('/law', lawPage)
