/** The chat of somebody who reads French, from the first friend to a key that changed, as it stands on the screen. */

import { readFileSync } from 'node:fs'
import test from 'ava'
import { endSentence } from '../files/sentences'
import { spoken } from '../files/transfer-view'
import { french } from '../language/french'
import { speaker } from '../language/sentence'
import type { MessengerEvent } from '../messenger/messenger-api'
import { PeerError } from '../protocol/errors'
import { message, noon, type Stage, stage, transfer } from './chat-testing'

/** What the program itself says has its French; what people say is data. @returns a stage, and what was without. */
function frenchStage(): Stage & { readonly untold: readonly string[] } {
  const untold: string[] = []
  const say = speaker(french, (text) => untold.push(text))
  return { ...stage(undefined, undefined, say), untold }
}

const there: MessengerEvent = { event: 'online', friend: 'bob', fingerprint: '', way: 'direct' }

test('two become friends and talk', async (t) => {
  const { terminal, messenger, type, tell, untold } = frenchStage()
  await type('salut', '/ad bob', '/add bob')
  tell({ event: 'friend', name: 'bob' })
  messenger.befriend('bob')
  tell(there)
  await type('/chat bob')
  t.is(terminal.prompt, 'bob [épinglée, direct] > ')
  await type('salut bob, c’est moi')
  tell(message('bob', 'Quand ?', noon, noon - 86_400_000))
  messenger.befriend('bob', 'pinned', false, 1)
  tell({ event: 'offline', friend: 'bob' })
  t.is(terminal.prompt, 'bob [épinglée, hors ligne] > ')
  await type('ce soir', 'à 21 h')
  messenger.befriend('bob', 'pinned', true, 3)
  tell(there, messenger.receipt('bob', '1'), messenger.receipt('bob', '2'), messenger.receipt('bob', '3'))
  await type('/friends')
  t.deepEqual(terminal.lines, [
    'Vous êtes alice sur http://127.0.0.1:8440. /help dit ce que vous pouvez taper.',
    'Pas encore d’amis : /add NOM propose l’amitié.',
    '-!- Aucune discussion n’est ouverte : /chat NOM en ouvre une, /friends donne les noms.',
    '      | Ce n’est pas parti : la flèche vers le haut le ramène.',
    '-!- La commande /ad n’existe pas ; vouliez-vous dire /add ?',
    '12:00 -- l’amitié est proposée à bob, si ce nom existe, et attend sa réponse',
    '12:00 -- bob est maintenant de vos amis : /chat bob ouvre la discussion',
    '12:00 -- bob est en ligne',
    '12:00 -- discussion avec bob, qui est en ligne',
    '12:00 <alice> salut bob, c’est moi',
    '12:00 <bob, écrit le 21/11/2026 à 12:00> Quand ?',
    '12:00 -- bob est hors ligne',
    '12:00 -- 1 message attend ici que bob soit en ligne',
    '12:00 <alice> ce soir',
    '12:00 <alice> à 21 h',
    '12:00 -- bob est en ligne',
    '12:00 -- bob a reçu 3 messages de vous, en attente jusque-là',
    '  bob  épinglée   en ligne',
  ])
  t.deepEqual(untold, [])
  const shown = /```text\n(Vous êtes alice .*?)\n```/s.exec(readFileSync('README.fr.md', 'utf8'))![1]!
  const printed = [...terminal.lines, 'bob [épinglée, direct] >']
  t.deepEqual(
    shown.split('\n').filter((line) => !printed.includes(line.replace('10:22', '12:00'))),
    [],
    'README.fr.md shows what the chat prints',
  )
})

test('files come and go', async (t) => {
  const { terminal, messenger, type, tell, untold } = frenchStage()
  messenger.befriend('bob', 'verified')
  const offered = transfer({ name: 'plan.pdf' })
  messenger.files = [offered]
  tell({ event: 'file-offered', transfer: offered })
  await type('/files', '/accept-file f1')
  messenger.files = [{ ...offered, state: 'running', done: 300_000 }]
  tell({ event: 'file-progress', transfer: messenger.files[0]!, rate: 100_000 })
  const bar = terminal.bar
  await type('/files')
  tell({ event: 'file-finished', transfer: { ...offered, state: 'finished', path: '/home/alice/plan.pdf' } })
  const ended = spoken(endSentence('there', 'in', 'cancelled'))
  tell({ event: 'file-ended', transfer: { ...offered, state: 'ended' }, ...ended })
  await type('/send bob photo.jpg')
  t.deepEqual(
    [bar, ...terminal.lines],
    [
      'f1 [#####---------------] 25 % 300 ko sur 1,2 Mo, 100 ko/s, reste 0:09  plan.pdf',
      'Vous êtes alice sur http://127.0.0.1:8440. /help dit ce que vous pouvez taper.',
      'Pas encore d’amis : /add NOM propose l’amitié.',
      '12:00 -- bob propose un fichier de 1,2 Mo : plan.pdf',
      '      | /accept-file f1 le prend, /cancel f1 le refuse',
      '  f1   proposé    de bob, 1,2 Mo : plan.pdf',
      '12:00 -- f1 venant de bob est accepté : plan.pdf',
      '  f1   en cours   de bob, 300 ko sur 1,2 Mo : plan.pdf',
      '12:00 -- f1 venant de bob est ici, entier et vérifié : /home/alice/plan.pdf',
      '12:00 -!- f1 venant de bob est terminé : plan.pdf',
      '      | Votre ami l’a annulé ; ce qui était arrivé a été effacé.',
      '12:00 -- f1 (1,2 Mo) est proposé à bob : photo.jpg',
      '      | Il part quand bob accepte ; /cancel f1 le retire.',
    ],
  )
  t.deepEqual(untold, [])
})

test('a key changes, and is settled', async (t) => {
  const { terminal, messenger, type, tell, untold } = frenchStage()
  messenger.befriend('bob', 'changed', false)
  tell({ event: 'key-changed', friend: 'bob', expected: 'ab12'.repeat(2), seen: 'cd34'.repeat(2) })
  await type('/chat bob')
  messenger.failure = new PeerError('FINGERPRINT_MISMATCH')
  await type('Es-tu là ?')
  t.is(terminal.prompt, 'bob [CHANGÉE !, hors ligne] > ')
  await type('/verify bob 12345', '/trust bob new', '/history bob', '/nothing', '/help chat')
  t.deepEqual(terminal.lines, [
    'Vous êtes alice sur http://127.0.0.1:8440. /help dit ce que vous pouvez taper.',
    'Pas encore d’amis : /add NOM propose l’amitié.',
    '12:00 -!- La clé de bob a CHANGÉ. Ou bien bob a une nouvelle installation, ou bien quelqu’un se tient entre vous.',
    '      | connue : ab12 ab12',
    '      | montrée : cd34 cd34',
    '      | Rien n’est envoyé à bob avant que ce soit réglé : /verify bob compare les numéros de sécurité, /help trust en ',
    '      | dit plus.',
    '12:00 -- discussion avec bob, qui est hors ligne : ce que vous envoyez attend',
    '-!- La clé n’est pas celle attendue : quelqu’un se tient peut-être entre vous et votre ami.',
    '      | Ce n’est pas parti : la flèche vers le haut le ramène.',
    '12:00 -!- DIFFÉRENT : ce n’est pas le numéro de sécurité entre vous et bob ; rien n’a été changé. Relisez-le, chiffre ',
    '      | par chiffre. S’il reste différent, quelqu’un se tient entre vous et peut lire et changer ce que vous écrivez.',
    '12:00 -- la nouvelle clé de bob est épinglée, pas vérifiée : /verify bob dès que vous pourrez',
    'Rien n’a été dit.',
    '-!- La commande /nothing n’existe pas : /help en donne la liste.',
    '/chat [NOM]',
    'L’invite montre à qui vous parlez, jusqu’où sa clé est digne de confiance, et « hors ligne » en',
    'son absence :',
    '  bob [vérifiée, hors ligne] >',
    'Les dernières lignes de l’historique sont montrées. Sans NOM, la discussion ouverte est fermée.',
  ])
  t.deepEqual(untold, [])
})
