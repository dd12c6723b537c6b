import { expect, it } from 'vitest'
import { runAsChosen, runAsSetting, runAsShown } from './run-as.ts'

it('offers the starter and the roles that an administrator made for flows and rules', () => {
  const setting = runAsSetting([
    { id: 'r1', key: 'sales', label: 'Sales' },
    { id: 'r2', key: 'robot', label: { zh: '自动化', en: 'Robot' }, service: true },
  ])
  const options = setting.settings?.['options'] as readonly {
    readonly value: string
    readonly label: object
  }[]
  expect(options.map(({ value }) => value)).toEqual(['starter', 'role:robot'])
  expect(options[1]?.label).toEqual({ zh: '自动化', en: 'Robot' })
})

it('gives each choice back as it was made', () => {
  expect(runAsShown(undefined)).toBe('starter')
  expect(runAsChosen('starter')).toBeUndefined()
  expect(runAsShown({ type: 'starter' })).toBe('starter')
  expect(runAsChosen(runAsShown({ type: 'role', role: 'robot' }))).toEqual({ type: 'role', role: 'robot' })
})

it('tells of what acts as the platform until somebody chooses, and keeps that choice', () => {
  const setting = runAsSetting([], true)
  const options = setting.settings?.['options'] as readonly { readonly value: string }[]
  expect(options.map(({ value }) => value)).toEqual(['platform', 'starter'])
  expect(runAsShown(undefined, true)).toBe('platform')
  expect(runAsChosen('platform', true)).toBeUndefined()
  expect(runAsChosen('starter', true)).toEqual({ type: 'starter' })
  expect(runAsShown({ type: 'starter' }, true)).toBe('starter')
})
