/** What is to be taken home from each scenario, in French. */

import type { Dictionary } from '../../peers/language/sentence'

export const lessons: Dictionary = {
  'A stolen pass must not move anybody: only the owner’s own key may say where they are.':
    'Un jeton volé ne doit pas suffire à déplacer quelqu’un : seule sa propre clé dit où il se trouve.',
  'Even a friend may ask only so much: every answer costs work, and somebody has to count.':
    'Même un ami ne peut pas tout demander : chaque réponse coûte du travail, et il faut compter.',
  'Work that is cheap to ask for and dear to do must be done once, not each time somebody asks.':
    'Un travail facile à demander et coûteux à faire doit se faire une fois, pas à chaque demande.',
  'A rule that nobody tests is a rule that nobody keeps.':
    'Une règle que personne ne vérifie est une règle que personne ne respecte.',
  'What was offered at the beginning must be vouched for at the end, or the weakest method wins.':
    'Ce qui a été proposé au début doit être confirmé à la fin, sinon la méthode la plus faible l’emporte.',
  'Whoever only listens learns nothing where everything is encrypted.':
    'Qui ne fait qu’écouter n’apprend rien là où tout est chiffré.',
  'Never prepare more answers than the other side takes: what waits fills your memory, not theirs.':
    'Ne préparez jamais plus de réponses que l’autre n’en prend : ce qui attend remplit votre mémoire, pas la sienne.',
  'If the answer differs for names that exist, it is a list of all users.':
    'Si la réponse diffère pour les noms qui existent, c’est une liste de tous les utilisateurs.',
  'Whoever calls without end must not take the places of those who wait: each stranger gets a budget.':
    'Qui appelle sans fin ne doit pas prendre la place de ceux qui attendent : chaque inconnu a un budget.',
  'A missing letter is noticed only by somebody who counts without gaps.':
    'Une lettre manquante ne se remarque que si l’on compte sans laisser de trou.',
  'What was delivered once is never sent again just because somebody with the right key asks.':
    'Ce qui a été remis une fois n’est jamais renvoyé pour la seule raison que le porteur de la bonne clé le demande.',
  'What friends may store with you needs a limit, as everything that others fill.':
    'Ce que vos amis peuvent entasser chez vous a besoin d’une limite, comme tout ce que d’autres remplissent.',
  'Without an attacker everything works: what is refused later is refused for a reason.':
    'Sans attaque, tout marche : ce qui sera refusé ensuite le sera pour une raison.',
  'Showing a key proves nothing: only what the private key signs, here and now, does.':
    'Montrer une clé ne prouve rien : seule compte la signature faite, ici et maintenant, avec la clé privée.',
  'An alarm that stops nothing protects nobody: wait until the user has decided.':
    'Une alarme qui n’arrête rien ne protège personne : il faut attendre la décision de l’utilisateur.',
  'Whoever steals Alice’s key can pass for Alice, but must not be able to pass for Bob to her.':
    'Qui vole la clé d’Alice peut passer pour Alice, mais ne doit pas pouvoir passer pour Bob auprès d’elle.',
  'Encryption hides the words, not how long they are: give every letter the same size.':
    'Le chiffrement cache les mots, pas leur longueur : donnez la même taille à toutes les lettres.',
  'Sign not only what you say but to whom, or somebody else puts their name under your call.':
    'Signez non seulement ce que vous dites, mais à qui vous le dites ; sinon, un autre mettra son nom sous votre appel.',
  'Encryption did not help. What helped was to know whose key it is.':
    'Le chiffrement n’a pas suffi : ce qui a protégé, c’est de savoir à qui est la clé.',
  'The best cipher is open as soon as one number is used twice.':
    'Le meilleur chiffrement s’ouvre dès qu’un nombre sert deux fois.',
  'Never make room for what a stranger announces: first look whether that much may come.':
    'Ne faites jamais de place à ce qu’un inconnu annonce : vérifiez d’abord qu’il peut en venir autant.',
  'Say the same, whatever was wrong: each difference is an answer to somebody who asks often enough.':
    'Répondez de la même façon à toute erreur : chaque différence renseigne celui qui demande assez souvent.',
  'What a friend calls a file is a wish: where it is written, you decide.':
    'Le nom que l’ami donne au fichier est un souhait : où il sera écrit, c’est vous qui en décidez.',
  'A directory may vouch for a key. Whom you want as a friend, only you can say.':
    'Un annuaire peut répondre d’une clé. Qui vous voulez pour ami, vous seul le savez.',
  'Never dial an address just because somebody says so: check where it leads.':
    'N’appelez jamais une adresse parce qu’on vous la donne : vérifiez où elle mène.',
  'Count only what is protected, and from the first letter on: then nothing can vanish unseen.':
    'Ne comptez que ce qui est protégé, et dès la première lettre : alors rien ne disparaît sans être vu.',
  'A key for each conversation, thrown away afterwards: what was stolen later opens nothing of yesterday.':
    'Une clé par conversation, jetée ensuite : ce qu’on vole plus tard n’ouvre rien d’hier.',
  'One key for each direction: else your own words come back as the other’s.':
    'Une clé pour chaque sens : sinon, vos propres mots vous reviennent comme ceux de l’autre.',
  'True words in another order can be a lie: numbers keep them where they were.':
    'Des mots vrais dans un autre ordre peuvent mentir : les numéros les gardent à leur place.',
  'A right signature says who wrote it, not how often: each number is taken once.':
    'Une signature juste dit qui a écrit, pas combien de fois : chaque numéro ne vaut qu’une fois.',
  'Whoever hands out keys can hand out wrong ones: compare once, by another way.':
    'Qui distribue les clés peut en donner de fausses : comparez une fois, par une autre voie.',
  'Who talks to whom is a secret too: names belong under the encryption.':
    'Qui parle à qui est aussi un secret : les noms doivent être chiffrés.',
  'Where somebody is, only friends may ask: and who is a friend, both decide.':
    'Où se trouve quelqu’un, seuls ses amis peuvent le demander : et l’amitié se décide à deux.',
  'A known password is not enough where each guess costs time and each code works once.':
    'Un mot de passe connu ne suffit pas là où chaque essai coûte du temps et chaque code ne sert qu’une fois.',
  'Encrypted is not unchanged: only a seal over the whole shows that nobody touched it.':
    'Chiffré ne veut pas dire intact : seul un sceau sur le tout montre que personne n’y a touché.',
  'What a friend sends is text to show, never a command to follow.':
    'Ce qu’un ami envoie est un texte à montrer, jamais une commande à suivre.',
  'Say goodbye under the seal: else nobody knows whether the end was the end.':
    'Dites au revoir sous le sceau : sinon personne ne sait si la fin était bien la fin.',
  'A letter is for the one it was written for, not for whoever has the name today.':
    'Une lettre est pour celui à qui elle a été écrite, pas pour celui qui porte ce nom aujourd’hui.',
}
