namespace CdcFunctions.Postgres.Tables;

/// <summary>The catalog query.</summary>
internal static class TableCatalogSql
{
    // A domain's chain is followed to its base; the modifier nearest to the base is the one that holds. An array of a domain or an
    // enum shows its element. Only indexes that `on conflict (columns)` can infer count: no predicate, no expression, not deferrable.
    public const string Load = """
        with recursive wanted as (
          select c.oid, n.nspname, c.relname, c.relkind
          from unnest(@schemas, @names) as w(schema, name)
          join pg_catalog.pg_namespace n on n.nspname = w.schema
          join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.name and c.relkind in ('r', 'p')
        ), field as (
          select a.attrelid, a.attnum, a.attname, a.attnotnull, a.atthasdef, a.attgenerated, a.attidentity, a.atttypid, a.atttypmod, a.attcollation
          from pg_catalog.pg_attribute a join wanted w on w.oid = a.attrelid
          where a.attnum > 0 and not a.attisdropped
        ), chain as (
          select t.oid as start, t.oid as type, -1 as modifier, false as refusesnull, 0 as depth
          from pg_catalog.pg_type t where t.oid in (select atttypid from field)
          union all
          select c.start, t.typbasetype, t.typtypmod, c.refusesnull or t.typnotnull, c.depth + 1
          from chain c join pg_catalog.pg_type t on t.oid = c.type and t.typtype = 'd'
        ), base as (
          select distinct on (start) start, type, modifier, refusesnull from chain order by start, depth desc
        )
        select w.oid::bigint as TableOid, w.nspname::text as TableSchema, w.relname::text as TableName, w.relkind::text as TableKind,
          coalesce(k.primarykey, false) as HasPrimaryKey, k.primarykeyname as PrimaryKeyName, k.keys as Keys,
          coalesce(f.attnum, 0::smallint) as Attnum, f.attname::text as Name, f.attnotnull as IsNotNull,
          f.atthasdef as HasDefault, f.attgenerated::text as Generated, pg_catalog.col_description(w.oid, f.attnum) as Comment, f.attidentity::text as Identity, f.atttypmod as TypeModifier,
          (select pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(c.collname)
            from pg_catalog.pg_collation c join pg_catalog.pg_namespace cn on cn.oid = c.collnamespace where c.oid = f.attcollation and not c.collisdeterministic) as LooseCollation,
          t.oid::bigint as TypeOid, tn.nspname::text as TypeSchema, t.typname::text as TypeName, t.typtype::text as TypeKind,
          t.typarray::bigint as TypeArrayOid, pg_catalog.format_type(t.oid, f.atttypmod) as TypeDisplay,
          base.refusesnull as DomainIsNotNull, base.modifier as BaseModifier, b.oid::bigint as BaseOid, bn.nspname::text as BaseSchema,
          b.typname::text as BaseName, case when b.typcategory = 'A' and b.typelem <> 0 then 'a' else b.typtype::text end as BaseKind,
          b.typarray::bigint as BaseArrayOid, pg_catalog.format_type(b.oid, base.modifier) as BaseDisplay,
          (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = b.oid) as Labels,
          l.oid::bigint as ElementOid, ln.nspname::text as ElementSchema, l.typname::text as ElementName, l.typtype::text as ElementKind,
          pg_catalog.format_type(l.oid, null) as ElementDisplay
        from wanted w
        left join field f on f.attrelid = w.oid
        left join pg_catalog.pg_type t on t.oid = f.atttypid
        left join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
        left join base on base.start = t.oid
        left join pg_catalog.pg_type b on b.oid = base.type
        left join pg_catalog.pg_namespace bn on bn.oid = b.typnamespace
        left join pg_catalog.pg_type l on l.oid = b.typelem and b.typcategory = 'A'
        left join pg_catalog.pg_namespace ln on ln.oid = l.typnamespace
        left join lateral (
          select bool_or(i.indisprimary) as primarykey, max(n.conname::text) filter (where i.indisprimary) as primarykeyname,
            array_agg((select string_agg(p.number::text, ' ' order by p.place)
              from unnest(i.indkey::smallint[]) with ordinality as p(number, place) where p.place <= i.indnkeyatts)
              order by i.indisprimary desc, i.indnkeyatts, i.indexrelid) as keys
          from pg_catalog.pg_index i left join pg_catalog.pg_constraint n on n.conindid = i.indexrelid and n.contype = 'p'
          where i.indrelid = w.oid and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null and i.indexprs is null
        ) k on true
        order by w.oid, f.attnum
        """;
}
