import 'survey-core/survey-core.css'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { Model } from 'survey-core'
import { Survey } from 'survey-react-ui'
import { appeared, type BenchField, choices, painted, rows, tabs } from '../form.ts'

const elementOf = ({ name, title, kind, after, required }: BenchField): object => ({
  name,
  title,
  ...(kind === 'choice' ? { type: 'dropdown', choices } : { type: 'text' }),
  ...(kind === 'number' || kind === 'date' ? { inputType: kind } : {}),
  ...(after === undefined ? {} : { visibleIf: `{${after}} <> 'hide'` }),
  ...(after !== undefined && required === true ? { requiredIf: `{${after}} <> 'hide'` } : {}),
})

const wanted = Number(new URLSearchParams(location.search).get('rows') ?? rows.length)
let survey: Model | undefined

globalThis.bench = {
  open: async () => {
    survey = new Model({
      textUpdateMode: 'onTyping',
      showProgressBar: true,
      progressBarType: 'pages',
      pages: [
        ...tabs.map((fields, at) => ({
          name: `p${at}`,
          title: `第 ${at + 1} 页`,
          elements: fields.map(elementOf),
        })),
        {
          name: 'rows',
          title: '明细',
          elements: [
            {
              type: 'matrixdynamic',
              name: 'lines',
              maxRowCount: 2000,
              columns: [
                { name: 'product', cellType: 'text' },
                { name: 'qty', cellType: 'text', inputType: 'number', totalType: 'sum' },
                { name: 'price', cellType: 'text', inputType: 'number' },
                {
                  name: 'amount',
                  cellType: 'expression',
                  expression: '{row.qty} * {row.price}',
                  totalType: 'sum',
                },
                { name: 'note', cellType: 'text' },
                { name: 'day', cellType: 'text', inputType: 'date' },
              ],
            },
          ],
        },
      ],
    })
    survey.data = { lines: rows.slice(0, wanted) }
    survey.checkErrorsMode = 'onComplete'
    const root = createRoot(document.getElementById('root') as HTMLElement)
    flushSync(() => root.render(<Survey model={survey} />))
    await appeared(() => document.querySelector('[data-name="f0_48"] input'))
    await painted()
  },
  field: () => document.querySelector('[data-name="f0_0"] input'),
  showRows: async () => {
    if (survey !== undefined) survey.currentPageNo = survey.visiblePages.length - 1
    await appeared(() => document.querySelector('[data-name="lines"] input[type="number"]'))
  },
  cell: async () => document.querySelector('[data-name="lines"] input[type="number"]'),
  scroller: () => document.querySelector('.sd-root-modern') ?? document.scrollingElement,
}
