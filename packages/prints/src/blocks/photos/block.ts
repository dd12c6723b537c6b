import type { Content } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockType } from '../../define.ts'
import { photoContent } from '../../photos/content.ts'
import { photoRoomOf, photoSettings } from '../../photos/settings.ts'
import { alignOf, alignSetting, labelText, setting, textOf } from '../../settings.ts'

const keys = { width: 'width', height: 'height', count: 'count' }
const otherwise = { width: 55, height: 55, count: 30 }

/** The pictures in a field of the record, or of a record it links to, beside each other. Nothing where there are none. */
export const photosBlock: BlockType = defineBlock({
  type: 'photos',
  version: 1,
  label: { zh: '照片', en: 'Photos' },
  icon: 'camera',
  group: 'basic',
  places: ['header', 'body', 'footer'],
  settings: [
    setting(
      'field',
      'field_ref',
      { zh: '图片字段', en: 'Field of pictures' },
      {
        required: true,
        settings: { paths: true },
        help: {
          zh: '图片或附件字段；按打印人的权限取，JPG、PNG 印成图片，其他文件印占位框',
          en: 'A field of images or files, with the rights of whoever prints; JPG and PNG print as pictures, others as a box',
        },
      },
    ),
    setting('title', 'text', { zh: '标题', en: 'Title' }, { settings: { editor: 'label' } }),
    ...photoSettings(keys, otherwise),
    alignSetting,
  ],
  describe: ({ field }) => {
    const name = typeof field === 'string' ? field : ''
    return { zh: `“${name}”里的图片`, en: `The pictures in "${name}"` }
  },
  reads: (block) => {
    const path = textOf(block, 'field')
    return path === '' ? [] : [{ at: '/field', path, photos: true }]
  },
  toContent: (block, ctx): Content | null => {
    const field = textOf(block, 'field')
    const room = { ...photoRoomOf(block, keys, otherwise), attached: true }
    const photos = field === '' ? [] : (ctx.photos(field, room) ?? [])
    const title = ctx.say(labelText(block['title']))
    const content = photoContent(photos, { room, align: alignOf(block), title, ctx })
    return content === null ? null : { stack: [content], margin: [0, 2, 0, 4] }
  },
})
