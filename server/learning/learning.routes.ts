import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import { courses } from './learning.courses.data.ts'
import * as own from './learning.own.pages.ts'
import * as pages from './learning.pages.ts'

// A mistake in a course stops the start, not somebody's page.
courses()

/** Courses for everybody, and what people who have an account did in them. */
export const learningRoutes = Router()
const routes = learningRoutes

const lesson = '/learning/:course/:lesson'
const exercise = `${lesson}/exercises/:exercise`

routes.get('/learning', pages.list)
routes.get('/learning/for/:rule', pages.forRule)
routes.get('/learning/:course', pages.course)
routes.get('/learning/:course/record', requireSignIn, own.record)
routes.get(lesson, pages.lesson)
routes.post(`${lesson}/done`, requireSignIn, pages.done)
routes.get(exercise, pages.exercise)
routes.post(exercise, pages.answer)
routes.post(`${exercise}/words`, requireSignIn, pages.words)

routes.get('/account/learning', requireSignIn, own.own)
routes.post('/account/learning', requireSignIn, own.saveConsents)
routes.get('/account/learning/download', requireSignIn, own.download)
routes.get('/account/learning/delete', requireSignIn, own.forgetPage)
routes.post('/account/learning/delete', requireSignIn, own.forget)
routes.get('/organisation/skills', requireSignIn, own.skills)
