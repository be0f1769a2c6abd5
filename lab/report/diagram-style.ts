/** The look of diagrams. Plain rules without variables: slides are made with programs that know no more of CSS. */

interface Palette {
  readonly paper: string
  readonly ink: string
  readonly faint: string
  readonly box: string
  readonly attack: string
  readonly attackBand: string
  readonly alarm: string
  readonly alarmBand: string
}

const light: Palette = {
  paper: '#ffffff',
  ink: '#16181d',
  faint: '#5a6270',
  box: '#f1f3f6',
  attack: '#b00020',
  attackBand: '#fdecee',
  alarm: '#7a4b00',
  alarmBand: '#fff4db',
}

const dark: Palette = {
  paper: '#15181e',
  ink: '#eceff4',
  faint: '#a3adbd',
  box: '#242a34',
  attack: '#ff8a94',
  attackBand: '#3a1d23',
  alarm: '#ffcf70',
  alarmBand: '#362a12',
}

function rules({ paper, ink, faint, box, attack, attackBand, alarm, alarmBand }: Palette): string {
  return `
.diagram text { fill: ${ink}; font-family: system-ui, Segoe UI, Roboto, DejaVu Sans, sans-serif; font-size: 14px; }
.diagram .paper { fill: ${paper}; }
.diagram .small { fill: ${faint}; font-size: 12px; }
.diagram .name { font-weight: bold; font-size: 15px; }
.diagram .life { stroke: ${faint}; stroke-width: 1; stroke-dasharray: 2 4; }
.diagram .box { fill: ${box}; stroke: ${faint}; stroke-width: 1; }
.diagram .box.attack, .diagram .box.attacker { fill: ${attackBand}; stroke: ${attack}; stroke-width: 3; }
.diagram .box.alarm { fill: ${alarmBand}; stroke: ${alarm}; stroke-width: 3; stroke-dasharray: 8 3; }
.diagram .band.attack { fill: ${attackBand}; }
.diagram .band.alarm { fill: ${alarmBand}; }
.diagram .behind { fill: ${paper}; }
.diagram .behind.attack { fill: ${attackBand}; }
.diagram .behind.alarm { fill: ${alarmBand}; }
.diagram .line { stroke: ${ink}; stroke-width: 1.5; }
.diagram .line.read { stroke-dasharray: 7 4; }
.diagram .line.attack { stroke: ${attack}; stroke-width: 4; }
.diagram .line.alarm { stroke: ${alarm}; stroke-width: 4; }
.diagram .head { fill: ${ink}; }
.diagram .head.attack { fill: ${attack}; }
.diagram .head.alarm { fill: ${alarm}; }
.diagram .tag { fill: ${attack}; }
.diagram .tag.alarm { fill: ${alarm}; }
.diagram .on-tag { fill: ${paper}; font-weight: bold; font-size: 11px; }
.diagram .fold { fill: ${faint}; font-style: italic; }
`
}

/** Light on paper, whatever the screen is. */
export const diagramStyle = `${rules(light)}@media screen and (prefers-color-scheme: dark) {${rules(dark)}}\n`
