import { helpOf } from '../help.ts'
import { defineNameOperator, type NameOperator } from '../operator.ts'

/** `isNew`: Holds for a record that is being created. */
export const isNew: NameOperator = defineNameOperator({
  name: 'isNew',
  help: helpOf({
    group: 'change',
    example: 'ISNEW()',
    label: ['是新建', 'Is new'],
    names: ['是新建', 'ISNEW'],
    help: ['记录是新建的。', 'Holds for a record that is being created.'],
  }),
  uses: 'previous',
  nameless: true,
  resolve: () => ({ path: [], type: { kind: 'boolean' }, nullable: false, sql: true }),
  read: () => (_here, env) => env.input.isNew === true,
})
