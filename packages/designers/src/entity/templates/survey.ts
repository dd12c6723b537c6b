import { choices, field, type Template } from '../template.ts'

/** 满意度调查 */
export const survey: Template = {
  key: 'survey',
  label: { zh: '满意度调查', en: 'Satisfaction survey' },
  hint: { zh: '评分、单选和意见', en: 'Ratings, choices, opinions' },
  icon: 'smile',
  title: 'name',
  sections: [
    {
      label: { zh: '您的评价', en: 'Your opinion' },
      parts: [
        field(['overall', 'rating', '总体满意度', 'All in all'], { required: true }),
        field(['service', 'rating', '服务态度', 'Service']),
        field(['speed', 'rating', '响应速度', 'Speed']),
        field(['quality', 'rating', '产品质量', 'Quality']),
        field(['source', 'select', '您从哪里了解到我们', 'How did you hear of us'], {
          settings: choices(
            ['friend', '朋友推荐', 'Friends', 'green'],
            ['search', '网上搜索', 'Search', 'blue'],
            ['ad', '广告', 'Advertising', 'amber'],
            ['other', '其他', 'Other', 'gray'],
          ),
        }),
        field(['again', 'boolean', '愿意推荐给朋友', 'Would recommend us']),
        field(['opinion', 'longtext', '意见和建议', 'Remarks'], { span: 12 }),
      ],
    },
    {
      label: { zh: '联系方式（选填）', en: 'How to reach you (optional)' },
      parts: [field(['name', 'text', '称呼', 'Name']), field(['phone', 'phone', '电话', 'Phone'])],
    },
  ],
}
