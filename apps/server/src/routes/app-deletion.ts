import { say } from '@mortise/errors'
import { deleteApp, planAppDeletion } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { localeOf } from '../plugins/failures.ts'
import type { Routes } from './index.ts'

const config = { policy: 'admin' } as const
type AtApp = { Params: { app: string }; Querystring: { name?: string } }

/** Deleting an app: what would go, and carrying it out. It comes back by way of the bin. */
export const appDeletion: Routes = (app, { workspace }) => {
  app.get<AtApp>('/api/apps/:app/deletion', { config }, async (request) => {
    const plan = await planAppDeletion(workspace, request.params.app)
    const locale = localeOf(request)
    const problems = plan.problems.map((one) => ({ ...one, message: say(one.message, locale) }))
    return { data: { ...plan, problems } }
  })
  app.delete<AtApp>('/api/apps/:app', { config }, async (request) => {
    const { name } = request.query
    if (name === undefined) throw errors.REQUEST_INVALID({ why: 'name ?' })
    const given = { app: request.params.app, typed: name }
    return { data: { version: await deleteApp(workspace, actorOf(request), given) } }
  })
}
