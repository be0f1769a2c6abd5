import test from 'ava'
import { stage, transfer } from './chat-testing'

const folders = {
  '.': [
    { name: 'a.txt', folder: false },
    { name: 'my file.txt', folder: false },
    { name: 'my folder', folder: true },
    { name: '.hidden', folder: false },
    { name: 'evil\u001b[2J', folder: false },
    { name: 'quo"te', folder: false },
    { name: "it's", folder: false },
  ],
  'my folder/': [{ name: 'deep', folder: true }],
  '/home/alice/': [{ name: 'notes', folder: false }],
}

const { terminal } = stage((messenger) => {
  messenger.befriend('bob')
  messenger.befriend('bill')
  messenger.befriend('carol')
  messenger.called.set('carol', 'Élodie B')
  messenger.asked = { incoming: ['eve'], outgoing: [], unasked: [] }
  messenger.files = [transfer({ label: 'f1' }), transfer({ label: 'f2', state: 'finished' })]
}, folders)

const cases: Readonly<Record<string, readonly string[]>> = {
  '/he': ['/help '],
  '/ac': ['/accept ', '/accept-file '],
  '/chat b': ['/chat bob ', '/chat bill '],
  '/chat ': ['/chat bob ', '/chat bill ', '/chat carol '],
  '/chat bob ': [],
  '/chat élo': ['/chat carol '],
  '/mute É': ['/mute carol '],
  '/accept ': ['/accept eve '],
  '/cancel ': ['/cancel f1 '],
  '/trust bob n': ['/trust bob new '],
  '/resend bob d': ['/resend bob drop '],
  '/help fi': ['/help files '],
  '/totp c': ['/totp confirm '],
  '/send ca': ['/send carol '],
  '/send a': ['/send a.txt '],
  '/send bob my': ['/send bob "my file.txt" ', '/send bob "my folder/'],
  '/send bob "my fo': ['/send bob "my folder/'],
  '/send bob "my folder/': ['/send bob "my folder/deep/'],
  '/send bob it': ['/send bob "it\'s" '],
  '/send bob .': ['/send bob .hidden '],
  '/send bob e': [],
  '/send bob q': [],
  '/send bob ~': ['/send bob ~/'],
  '/send bob ~/n': ['/send bob ~/notes '],
  '/send bob /none/': [],
  '/export ': ['/export "it\'s" ', '/export "my file.txt" ', '/export "my folder/', '/export a.txt '],
  '/constructor ': [],
  '/nothing b': [],
  'hello b': [],
  '': [],
}

for (const [line, hits] of Object.entries(cases))
  test(`Tab behind "${line}"`, (t) => {
    t.deepEqual(terminal.tab(line), hits)
  })
