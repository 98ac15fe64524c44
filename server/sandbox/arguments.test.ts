import { describe, expect, it } from 'vitest'
import { readOptions } from './arguments'

describe('the command line', () => {
  it('has defaults for a demo', () => {
    expect(readOptions([])).toMatchObject({ port: 10002, seed: 'demo', quirks: 'main', live: true })
  })

  it('reads every option', () => {
    const argv =
      '--port 0 --secret s --admin a --admin b --seed 500 --quirks patch.16 --quiet --data d'.split(' ')
    const hooks =
      '--webhooks http://gate --webhooks-enable beforeSendGroupMsg,afterDismissGroup --reports-to http://c'
    expect(readOptions([...argv, ...hooks.split(' ')])).toMatchObject({
      port: 0,
      secret: 's',
      adminIDs: ['a', 'b'],
      seed: 500,
      quirks: 'patch.16',
      live: false,
      data: 'd',
      reportsTo: 'http://c',
      webhooks: { url: 'http://gate', enable: ['beforeSendGroupMsg', 'afterDismissGroup'] },
    })
  })

  it('takes from the environment what a command line would show to everybody', () => {
    const given = { OPENIM_SECRET: 's', SANDBOX_WEBHOOKS: 'http://gate/secret' }
    expect(readOptions([], given)).toMatchObject({ secret: 's', webhooks: { url: 'http://gate/secret' } })
    const argv = ['--secret', 't', '--webhooks', 'http://other']
    expect(readOptions(argv, given)).toMatchObject({ secret: 't', webhooks: { url: 'http://other' } })
  })

  it.each([
    [['--port', 'x'], '--port'],
    [['--seed', 'many'], '--seed'],
    [['--quirks', 'v4'], '--quirks'],
    [['--nope'], '--nope'],
    [['--port', '65536'], '--port'],
    [['--admin', ''], '--admin'],
    [['--secret', ''], '--secret'],
    [['--webhooks', 'gate'], '--webhooks'],
    [['--reports-to', 'ftp://gate'], '--reports-to'],
    [['--webhooks', 'http://gate', '--webhooks-enable', 'beforeLunch'], 'beforeLunch'],
  ])('names the option that is wrong: %j', (argv, name) => {
    expect(() => readOptions(argv)).toThrow(name)
  })
})
