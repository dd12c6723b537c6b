import type { AppDocuments } from '../documents/kinds.ts'

/** A small shop: accounts, deals with items, and something of every kind of document. */
export function shop(): AppDocuments {
  return {
    app: {
      id: 'a_1',
      key: 'shop',
      label: '店',
      version: '1.0.0',
      navigation: [{ entity: 'deal', view: 'board' }],
    },
    entity: [
      {
        id: 'e_1',
        key: 'account',
        label: { zh: '客户', en: 'Account' },
        title: 'name',
        fields: [
          { id: 'f_1', key: 'name', type: 'text', label: { zh: '名称', en: 'Name' }, required: true },
          {
            id: 'f_2',
            key: 'level',
            type: 'select',
            label: '级别',
            settings: {
              options: [
                { value: 'a', label: 'A' },
                { value: 'b', label: 'B' },
              ],
            },
          },
        ],
      },
      {
        id: 'e_2',
        key: 'deal',
        label: { zh: '商机', en: 'Deal' },
        title: 'name',
        fields: [
          { id: 'f_3', key: 'name', type: 'text', label: '名称' },
          {
            id: 'f_4',
            key: 'amount',
            type: 'money',
            label: { zh: '金额', en: 'Amount' },
            settings: { scale: 2 },
          },
          {
            id: 'f_5',
            key: 'customer',
            type: 'link',
            label: '客户',
            settings: { target: 'account', filter: { '==': [{ var: 'level' }, 'a'] } },
          },
          {
            id: 'f_6',
            key: 'stage',
            type: 'select',
            label: '阶段',
            settings: {
              options: [
                { value: 'lead', label: '线索' },
                { value: 'won', label: '赢单' },
              ],
            },
          },
          {
            id: 'f_7',
            key: 'items',
            type: 'subtable',
            label: '明细',
            settings: { target: 'deal_item', parentField: 'deal' },
          },
          {
            id: 'f_8',
            key: 'customer_level',
            type: 'lookup',
            label: '客户级别',
            settings: { path: 'customer.level' },
          },
          {
            id: 'f_9',
            key: 'total',
            type: 'formula',
            label: '合计',
            settings: { result: 'money', expr: { sumOf: [{ var: 'items' }, { var: 'price' }] } },
          },
        ],
        uniques: [{ key: 'one_name', fields: ['name'] }],
        checks: [
          { key: 'positive', when: { '<': [{ var: 'amount' }, 0] }, message: '不能为负', fields: ['amount'] },
        ],
      },
      {
        id: 'e_3',
        key: 'deal_item',
        label: '明细',
        title: 'product',
        kind: 'child',
        fields: [
          { id: 'f_10', key: 'deal', type: 'link', label: '商机', settings: { target: 'deal' } },
          { id: 'f_11', key: 'product', type: 'text', label: '产品' },
          { id: 'f_12', key: 'price', type: 'money', label: '单价' },
        ],
      },
    ],
    form: [
      {
        key: 'edit',
        entity: 'deal',
        purpose: 'edit',
        nodes: [
          {
            type: 'section',
            nodes: [
              { type: 'field', field: 'amount', visible: { '!=': [{ var: 'stage' }, 'lead'] } },
              {
                type: 'subtable',
                field: 'items',
                columns: [{ field: 'product' }, { field: 'price' }],
                totals: ['price'],
              },
            ],
          },
        ],
        onChange: [{ when: { changed: ['customer'] }, set: { name: { var: 'customer.name' } } }],
      },
    ],
    page: [],
    view: [
      {
        key: 'board',
        entity: 'deal',
        label: '看板',
        type: 'kanban',
        groupBy: 'stage',
        columns: ['name', 'customer.name'],
        sums: ['amount'],
      },
    ],
    rule: [
      {
        key: 'tell',
        label: '通知',
        entity: 'deal',
        phase: 'async',
        trigger: { on: ['update'], watch: ['stage'] },
        condition: { '==': [{ var: 'stage' }, 'won'] },
        actions: [
          { type: 'notify', to: ['$record.owner', 'role:sales'], title: '{{name}}' },
          { type: 'create_record', entity: 'account', values: { name: '$record.name' } },
        ],
      },
    ],
    flow: [
      {
        key: 'approve',
        label: '审批',
        entity: 'deal',
        start: { type: 'manual' },
        nodes: [
          { id: 's', type: 'start_event' },
          {
            id: 'boss',
            type: 'user_task',
            approval: {
              mode: 'all',
              assignees: [{ type: 'role', role: 'sales' }],
              fields: { amount: 'read', '*': 'write' },
            },
          },
          { id: 'end', type: 'end_event' },
        ],
        edges: [
          { id: 'e1', source: 's', target: 'boss' },
          { id: 'e2', source: 'boss', target: 'end', condition: { '>': [{ var: 'record.amount' }, 100] } },
        ],
      },
    ],
    score: [],
    assignment: [],
    table: [],
    calendar: [],
    report: [
      {
        key: 'won',
        label: '赢单',
        source: { entity: 'deal' },
        dimensions: [{ key: 'level', expr: { var: 'customer.level' } }],
        measures: [
          { key: 'sum', agg: 'sum', expr: { var: 'amount' } },
          { key: 'n', agg: 'count' },
          { key: 'avg', calc: { '/': [{ var: 'sum' }, { var: 'n' }] } },
        ],
        sort: [{ by: 'sum', dir: 'desc' }],
        chart: { type: 'bar' },
      },
    ],
    dashboard: [
      { key: 'home', label: '首页', widgets: [{ id: 'w1', report: 'won', x: 0, y: 0, w: 12, h: 8 }] },
    ],
    print: [
      {
        key: 'sheet',
        label: '单据',
        entity: 'deal',
        page: { size: 'A4' },
        body: [
          { type: 'text', value: '{{name}}' },
          { type: 'table', source: 'items', columns: [{ expr: { var: 'price' } }] },
        ],
      },
    ],
    mail: [],
    role: [
      {
        key: 'sales',
        label: '销售',
        entities: {
          deal: {
            read: { scope: 'condition', condition: { '==': [{ var: 'owner' }, { user: 'id' }] } },
            fields: { amount: 'read', '*': 'write' },
          },
        },
        reports: ['won'],
        flows: { approve: ['start'] },
      },
    ],
  }
}

/** A plain, changeable copy of a document tree. */
export type Loose = Loose[] & { [key: string]: Loose }

/** The shop with one thing changed; `change` gets a deep copy without type limits, so that it can break it. */
export function shopWith(change: (app: Loose) => void): AppDocuments {
  const copy = JSON.parse(JSON.stringify(shop())) as AppDocuments
  change(copy as unknown as Loose)
  return copy
}
