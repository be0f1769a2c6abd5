/** AVA's settings for `npm run test:all`: those of `npm test`, and every campaign is played whole. */

process.env.LAB_SUITE_WHOLE = '1'
module.exports = require('./ava.config.cjs')
