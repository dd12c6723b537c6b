import { setting } from '@mortise/schema'
import { type AssigneeType, defineAssignee } from './define.ts'

/** Everybody with a title, such as 财务经理. */
export const position: AssigneeType = defineAssignee({
  type: 'position',
  label: { zh: '岗位', en: 'Position' },
  settings: [
    setting(
      'position',
      { zh: '岗位', en: 'Position' },
      {
        required: true,
        help: { zh: '与成员资料里的职务相同', en: 'as the title in people’s profiles says' },
      },
    ),
  ],
  needs: ['position'],
  describe: (source) => ({
    zh: `岗位“${source.position ?? '?'}”`,
    en: `position "${source.position ?? '?'}"`,
  }),
  resolve: (source, ctx) =>
    (ctx.directory.usersByPosition?.(source.position ?? '') ?? []).map((one) => one.id),
})
