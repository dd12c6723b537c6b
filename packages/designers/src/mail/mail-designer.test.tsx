import { createClient } from '@mortise/client'
import { language } from '@mortise/expressions'
import { builtinKit } from '@mortise/kit'
import { mailHtml, renderMail } from '@mortise/prints/mail'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  type EntityDocument,
  type MailDocument,
} from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { DndProvider } from 'react-dnd'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AnnounceProvider } from '../kit/announce.tsx'
import { editors } from '../kit/editors/index.ts'
import { type DesignApi, designApi } from '../workbench/api.ts'
import { WorkbenchProvider } from '../workbench/context.tsx'
import { DesignSpace } from '../workbench/space.ts'
import { MailPage } from './mail-designer.tsx'

afterEach(cleanup)
beforeEach(() => localStorage.clear())

const lead: EntityDocument = {
  key: 'lead',
  label: { zh: '线索', en: 'Lead' },
  title: 'name',
  fields: [
    { id: 'f1', key: 'name', type: 'text', label: { zh: '名称', en: 'Name' } },
    { id: 'f2', key: 'score', type: 'integer', label: { zh: '评分', en: 'Score' } },
  ],
}

const old: MailDocument = {
  id: 'm1',
  key: 'hello',
  label: '问候',
  entity: 'lead',
  subject: '您好 {{name}}',
  body: '第一段 {{name}}\n第二段',
}

const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
const app = { ...none, app: { key: 'crm', label: 'CRM', version: '1.0.0' }, entity: [lead] }
const { model } = compileModel({
  apps: [app as unknown as AppDocuments],
  fieldFacts: builtinKit.fields,
  version: 1,
})

/** Nothing is dragged here: what a drag does is done by keys too. */
const nothing = (): void => undefined
const noDragging = () => ({
  setup: nothing,
  teardown: nothing,
  connectDragSource: () => nothing,
  connectDragPreview: () => nothing,
  connectDropTarget: () => nothing,
  profile: () => ({}),
})

const record = { name: '甲公司', score: 7 }

function open(mail: MailDocument): { readonly space: DesignSpace; readonly sent: ReturnType<typeof vi.fn> } {
  const client = createClient({
    baseUrl: '',
    locale: 'zh',
    fetch: () => Promise.reject(new Error('offline')),
  })
  const sent = vi.fn(() => Promise.resolve({ sent: true }))
  const kit = { mailBlocks: builtinKit.mailBlocks, fields: builtinKit.fields, language }
  const draft = (json: never, kind: 'entity' | 'mail', key: string) =>
    ({ kind, key, app: 'crm', rev: 1, draft: false, json }) as const
  const api: DesignApi = {
    ...designApi(client),
    problems: () => Promise.resolve([]),
    sendMail: sent,
    drawMail: ({ mail: asked, all = false, locale }) => {
      const made = renderMail(
        asked,
        {
          model,
          record: { entity: 'lead', id: 'r1', values: record, isNew: false },
          recordUrl: 'https://m.example/r/lead/r1',
          now: '2026-03-05T02:00:00.000Z',
          timeZone: 'Asia/Shanghai',
          locale,
          view: { marked: true, all },
        },
        kit,
      )
      return Promise.resolve({ ...made, record: 'r1', html: mailHtml(made), assets: {} })
    },
  }
  const space = new DesignSpace(api, [
    draft(lead as never, 'entity', 'lead'),
    draft(mail as never, 'mail', 'hello'),
  ])
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
        <DndProvider backend={noDragging}>
          <WorkbenchProvider client={client} kit={builtinKit} api={api} space={space} editors={editors}>
            <AnnounceProvider>
              <MailPage name="hello" />
            </AnnounceProvider>
          </WorkbenchProvider>
        </DndProvider>
      </UiProvider>
    </QueryClientProvider>,
  )
  return { space, sent }
}

const kept = (space: DesignSpace): MailDocument => space.get('mail', 'hello') as MailDocument
/** The blocks of the canvas from top to bottom, once there are so many. */
const blocks = (count: number): Promise<readonly HTMLElement[]> =>
  waitFor(() => {
    const found = [...document.querySelectorAll<HTMLElement>('.d-mail-block')]
    expect(found).toHaveLength(count)
    return found
  })

/** The one block that says this. */
const saying = (words: string): Promise<HTMLElement> =>
  waitFor(() => {
    const found = [...document.querySelectorAll<HTMLElement>('.d-mail-block')].filter(
      ({ textContent }) => textContent === words,
    )
    expect(found).toHaveLength(1)
    return found[0] as HTMLElement
  })

test('an old template of plain words opens as it reads, and stays as it is until it is edited', async () => {
  const { space } = open(old)
  const [words] = await blocks(1)
  expect(words?.textContent).toBe('第一段 甲公司第二段')
  expect(screen.getByLabelText('收件箱里').textContent).toContain('您好 甲公司')
  expect(kept(space)).toEqual(old)
  fireEvent.click(screen.getByText('按钮'))
  await waitFor(() => expect(kept(space).blocks?.map(({ type }) => type)).toEqual(['text', 'button']))
  expect(kept(space)).not.toHaveProperty('body')
  const [, button] = await blocks(2)
  expect(button?.textContent).toBe('查看详情')
})

test('blocks are moved, doubled, pasted and removed by keys, and every step can be taken back', async () => {
  const text = (value: string) => ({ type: 'text', value: `<p>${value}</p>` })
  const { space } = open({ ...old, blocks: [text('甲'), text('乙')] })
  const words = (): string =>
    (kept(space).blocks ?? []).map(({ value }) => String(value).slice(3, 4)).join('')
  const drawn = async (all: string): Promise<void> => {
    await waitFor(() => expect(words()).toBe(all))
    // The canvas follows a moment later.
    await waitFor(() => {
      const found = [...document.querySelectorAll('.d-mail-block')].map(({ textContent }) => textContent)
      expect(found.join('')).toBe(all)
    })
  }
  fireEvent.keyDown(await saying('甲'), { key: 'ArrowDown', altKey: true })
  await drawn('乙甲')
  fireEvent.keyDown(await saying('乙'), { key: 'c', ctrlKey: true })
  fireEvent.keyDown(await saying('甲'), { key: 'v', ctrlKey: true })
  await drawn('乙甲乙')
  fireEvent.keyDown(await saying('甲'), { key: 'd', ctrlKey: true })
  await drawn('乙甲甲乙')
  for (let steps = 0; steps < 3; steps += 1) fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
  await drawn('甲乙')
  fireEvent.keyDown(await saying('甲'), { key: 'Delete' })
  await drawn('乙')
})

test('words are written where they stand, with fields as chips, and drawn with the record', async () => {
  const { space } = open({ ...old, blocks: [{ type: 'text', value: '<p>关于 {{score}}</p>' }] })
  fireEvent.doubleClick(await saying('关于 7'))
  const box = await screen.findByLabelText('编辑文字的文字')
  const chip = box.querySelector<HTMLElement>('.d-chip')
  expect([chip?.textContent, chip?.dataset['source']]).toEqual(['评分', 'score'])
  box.querySelector('p')?.append('，请看')
  fireEvent.input(box)
  await waitFor(() =>
    expect(kept(space).blocks).toEqual([{ type: 'text', value: '<p>关于 {{score}}，请看</p>' }]),
  )
  fireEvent.keyDown(box, { key: 'Escape' })
  await saying('关于 7，请看')
  const subject = screen.getByLabelText('主题')
  subject.append('！')
  fireEvent.input(subject)
  await waitFor(() => expect(kept(space).subject).toBe('您好 {{name}}！'))
})

test('a block that leaves nothing is found, and a mail to oneself is asked for as it is looked at', async () => {
  const hidden = { type: 'heading', value: '高分', visible: { '>': [{ var: 'score' }, 90] } }
  const { sent } = open({ ...old, blocks: [hidden, { type: 'text', value: '<p>好</p>' }] })
  const [heading] = await blocks(2)
  expect(heading?.querySelector('h1')).toBeNull()
  fireEvent.click(screen.getByLabelText('显示按条件隐藏的块'))
  await waitFor(() => expect(document.querySelector('.d-mail-block h1')?.textContent).toBe('高分'))
  fireEvent.click(screen.getByText('发测试邮件给我'))
  await screen.findByText('已发到你的邮箱')
  expect(sent).toHaveBeenCalledWith(
    expect.objectContaining({ locale: 'zh', mail: expect.objectContaining({ key: 'hello' }) }),
  )
})
