import { expect, it } from 'vitest'
import { reading } from '../shared/testing.ts'
import { region } from './field.ts'

it('takes regions in every spelling people use, and by code', () => {
  const read = reading(region)
  expect(
    ['广东省/深圳市/南山区', '广东省深圳市南山区', '广东 深圳 南山', '440305', ' 广东，深圳，南山区 '].map(
      read,
    ),
  ).toEqual(Array(5).fill('广东省/深圳市/南山区'))
  expect(['北京市朝阳区', '北京市/北京市/朝阳区', '110105', '北京 朝阳'].map(read)).toEqual(
    Array(4).fill('北京市/朝阳区'),
  )
  expect(
    ['吉林省吉林市昌邑区', '吉林吉林昌邑', '湖北仙桃', '香港特别行政区 香港岛 中西区'].map(read),
  ).toEqual(['吉林省/吉林市/昌邑区', '吉林省/吉林市/昌邑区', '湖北省/仙桃市', '香港特别行政区/香港岛/中西区'])
})

it('goes as far down as the field asks', () => {
  expect(['广东省/深圳市', '广东', '火星'].map(reading(region))).toEqual([
    '<FIELD_REGION_LEVEL>',
    '<FIELD_REGION_LEVEL>',
    '<FIELD_REGION>',
  ])
  expect(['广东省/深圳市', '北京', '北京市/朝阳区'].map(reading(region, { level: 'city' }))).toEqual([
    '广东省/深圳市',
    '北京市',
    '<FIELD_REGION_LEVEL>',
  ])
  expect(reading(region, { partial: true })('广东')).toBe('广东省')
})
