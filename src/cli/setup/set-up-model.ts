import { examineModel } from '../doctor.ts';
import { hasModel } from '../responder.ts';
import { askVariable } from './ask-variable.ts';
import type { Values } from './draft.ts';
import { askAfterMend, sayFindings } from './findings.ts';
import type { Setup } from './setup.ts';

const NAME = 'BATON__MODEL__NAME';
const AT_OPENAI = 'openai';

/** Sets up the model that answers, where one is wanted; it is asked for a word at once. */
export async function setUpModel(setup: Setup): Promise<void> {
  const { asker, draft, store, logger } = setup;
  asker.step('The model');
  asker.say('Optional. Without a model, answers quote your articles; with one, they are written from them.');
  const initial = hasModel(draft.config());
  if (!(await asker.confirm({ name: 'model', message: 'Shall a model answer?', initial }))) {
    if (initial)
      asker.say('It stays as it is; to do without, take OPENAI_API_KEY and OPENAI_BASE_URL out of .env.');
    return;
  }
  for (let last: Values = {}; ; ) {
    last = await ask(setup, last);
    for (;;) {
      const wrong = sayFindings(asker, [await examineModel({ config: draft.config(last), store, logger })]);
      const next = wrong.length > 0 ? await askAfterMend(asker, 'Give other answers') : 'on';
      if (next === 'other') break;
      if (next === 'again') continue;
      draft.save(last);
      return;
    }
  }
}

async function ask(setup: Setup, last: Values): Promise<Values> {
  const { asker, draft } = setup;
  const base = last['OPENAI_BASE_URL'] ?? draft.value('OPENAI_BASE_URL');
  const where = await asker.choice({
    name: 'model_at',
    message: 'Where is it?',
    options: [
      { value: AT_OPENAI, label: 'At OpenAI' },
      { value: 'elsewhere', label: 'At another server that speaks the same, such as Ollama' },
    ],
    initial: base ? 'elsewhere' : AT_OPENAI,
  });
  const values: Record<string, string> = {};
  if (where === 'elsewhere') {
    const message = 'Its address, such as http://127.0.0.1:11434/v1';
    values['OPENAI_BASE_URL'] = await askVariable(setup, { name: 'OPENAI_BASE_URL', message }, base);
  } else if (draft.value('OPENAI_BASE_URL') !== undefined) values['OPENAI_BASE_URL'] = '';
  const keyless = where === 'elsewhere' && draft.value('OPENAI_API_KEY') === undefined;
  const needed =
    !keyless || (await asker.confirm({ name: 'model_key', message: 'Does it want a key?', initial: false }));
  if (needed) {
    const asked = { name: 'OPENAI_API_KEY', message: 'API key' } as const;
    values['OPENAI_API_KEY'] = await askVariable(setup, asked, last['OPENAI_API_KEY']);
  }
  const now = draft.config(values).model.name;
  const name = await asker.text({ name: NAME, message: 'Name of the model', initial: last[NAME] ?? now });
  // The default need not be written down.
  return name === now && draft.value(NAME) === undefined ? values : { ...values, [NAME]: name };
}
