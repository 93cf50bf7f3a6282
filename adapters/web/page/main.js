import { customerPane } from './customer-pane.js';
import { deskPane } from './desk-pane.js';
import { sides } from './identity.js';
import { showSides } from './show-sides.js';
import { follow } from './stream.js';

const AGAIN_MS = 2_000;
const WORDS = { live: 'Live', lost: 'Connecting…' };

showSides(sides);
const customer = sides.customer ? customerPane(document.querySelector('#customer')) : undefined;
const desk = sides.desk ? deskPane(document.querySelector('#desk')) : undefined;
begin();

async function begin() {
  try {
    const [own, shared] = await Promise.all([customer?.load() ?? 0, desk?.load() ?? 0]);
    follow({
      customer: customer?.id,
      agent: desk?.id,
      after: `${own}.${shared}`,
      onPost: (post) => (post.place === 'desk' ? desk : customer)?.onPost(post),
      onTyping: (sign) => customer?.onTyping(sign),
      onState: showConnection,
    });
  } catch {
    showConnection('lost');
    setTimeout(begin, AGAIN_MS);
  }
}

function showConnection(state) {
  const line = document.querySelector('#connection');
  line.dataset.state = state;
  if (line.textContent !== WORDS[state]) line.textContent = WORDS[state];
}
