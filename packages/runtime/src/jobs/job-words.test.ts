import { expect, it } from 'vitest'
import type { Workspace } from '../context/workspace.ts'
import { jobHandlers } from './handlers.ts'
import { isToldOf, jobLabel, knownJobs } from './job-words.ts'

it('names every kind of job that can be done, and no other', () => {
  const handlers = jobHandlers({ options: {} } as unknown as Workspace)
  expect([...knownJobs].toSorted()).toEqual(Object.keys(handlers).toSorted())
  expect(jobLabel('from_the_future').zh).toBe('其他任务')
  expect(isToldOf('from_the_future')).toBe(true)
  expect(isToldOf('notice_mail')).toBe(false)
})
