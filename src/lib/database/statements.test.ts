import { expect, it } from 'vitest'

import { splitStatements } from './statements.ts'

it('splits at semicolons that end a line, and keeps function bodies whole', () => {
  const file = `-- a comment; with a semicolon
create table a (
  b text -- what it is; really
);

create function f() returns void language plpgsql as $$
begin
  perform 1;
end
$$;
select 'x;y';
`
  expect(splitStatements(file)).toEqual([
    'create table a (\n  b text -- what it is; really\n);',
    'create function f() returns void language plpgsql as $$\nbegin\n  perform 1;\nend\n$$;',
    "select 'x;y';",
  ])
})

it('refuses a file that ends in the middle of a statement', () => {
  expect(() => splitStatements('select 1')).toThrow('middle of a statement')
})
