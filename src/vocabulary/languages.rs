//! Words of other languages than English, for what every record says: its status, its date, and what its parts are called.

use super::{Relation, Statement, Status, starts_with_word};

/// Words for statuses. A form that means two things, such as Spanish for *open*, is left out.
#[rustfmt::skip]
pub const STATUSES: &[(Status, &[&str])] = &[
    (Status::Accepted, &[
        "akzeptiert", "angenommen", "beschlossen", "genehmigt", "freigegeben", "entschieden", "umgesetzt", "implementiert",
        "accepté", "acceptée", "approuvé", "approuvée", "validé", "validée", "adopté", "adoptée", "décidé", "décidée",
        "acté", "actée", "actif", "accepte", "acceptee", "approuve", "approuvee", "validee", "adoptee", "decidee", "implémenté", "implémentée",
        "aceptado", "aceptada", "aprobado", "aprobada", "aceito", "aceita", "aprovado", "aprovada", "implementado", "implementada",
        "accettato", "accettata", "approvato", "approvata", "implementato", "implementata", "geaccepteerd", "aanvaard", "goedgekeurd",
        "zaakceptowano", "zaakceptowany", "zaakceptowana", "zaakceptowane", "przyjęto", "przyjęty", "przyjęta",
        "принято", "принят", "принята", "утверждено", "прийнято",
        "vigente", "aceite", "godkjent", "akseptert", "vedtatt", "godkendt", "accepteret", "vedtaget", "godkänd", "godkänt",
        "accepterad", "accepterat", "beslutad", "hyväksytty", "kabul edildi", "kabul edilmiştir", "onaylandı", "已定", "已接受", "接受", "已采纳", "采纳", "已批准", "已通过", "已决定", "已实施", "已實施", "已实现", "已實現", "実装済み", "実装済", "구현됨", "구현 완료", "已採納", "已採用",
        "採用", "採用済み", "採択", "採択済み", "承認", "承認済み", "承認済", "決定", "決定済み",
        "승인", "승인됨", "채택", "채택됨", "확정", "확정됨", "수락됨",
    ]),
    (Status::Proposed, &[
        "vorgeschlagen", "vorschlag", "in diskussion", "in prüfung", "proposé", "proposée", "proposee", "en discussion", "en revue",
        "propuesto", "propuesta", "en revisión", "en discusión", "proposto", "proposta", "em revisão", "em discussão",
        "in revisione", "voorgesteld", "voorstel", "zaproponowano", "proponowany", "proponowana", "предложено", "предложен", "на рассмотрении", "запропоновано",
        "提议", "已提议", "提议中", "提案", "提案中", "提案済み", "评审中", "讨论中", "レビュー中", "検討中",
        "제안", "제안됨", "검토 중", "검토중", "önerildi", "öneri", "foreslått", "foreslået", "föreslagen", "ehdotettu",
    ]),
    (Status::Draft, &[
        "entwurf", "brouillon", "borrador", "rascunho", "bozza", "szkic", "черновик", "чернетка", "草案", "草稿", "下書き",
        "ドラフト", "초안", "taslak", "utkast", "udkast", "luonnos",
    ]),
    (Status::Rejected, &[
        "abgelehnt", "verworfen", "zurückgezogen", "rejeté", "rejetée", "rejete", "rejetee", "refusé", "refusée", "abandonné", "abandonnée",
        "rechazado", "rechazada", "rejeitado", "rejeitada", "rifiutato", "rifiutata", "respinto", "respinta",
        "afgewezen", "verworpen", "odrzucono", "odrzucony", "odrzucona", "отклонено", "отклонён", "відхилено", "已拒绝", "拒绝", "已否决", "却下", "却下済み",
        "거부", "거부됨", "기각", "기각됨", "reddedildi", "kabul edilmedi", "avvist", "forkastet", "afvist", "avvisad", "avslagen", "hylätty",
    ]),
    (Status::Deprecated, &[
        "veraltet", "überholt", "foreldet", "forældet", "föråldrad", "vanhentunut", "revogado", "revogada", "derogado", "derogada", "obsolet", "déprécié", "dépréciée", "obsolète", "obsoleto", "obsoleta", "descontinuado",
        "descontinuada", "verouderd", "przestarzały", "przestarzała", "przestarzałe", "устарело", "отменено", "отменён", "застаріло", "已弃用", "弃用", "已废弃", "废弃", "已废止", "已廢棄", "非推奨",
        "廃止", "廃止済み", "폐기", "폐기됨",
    ]),
    (Status::Superseded, &[
        "ersetzt durch", "abgelöst", "remplacé", "remplacée", "remplacee", "reemplazado", "reemplazada", "sustituido", "sustituida",
        "substituído", "substituída", "sostituito", "sostituita", "vervangen", "zastąpiony", "zastąpiona", "zastąpione", "заменено", "заменён", "замінено",
        "已取代", "被取代", "已被取代", "已替代", "被替代", "已替换", "取代", "替代", "替换", "置き換え", "置き換え済み", "置換済み", "대체",
        "대체됨", "erstattet", "ersatt", "korvattu",
    ]),
];

const REPLACES: Statement = Statement::forward(Relation::Supersedes);
const REPLACED: Statement = Statement::inverse(Relation::Supersedes);

/// German for both *replaced*, where nothing follows, and *replaces*.
pub const ERSETZT: &str = "ersetzt";

/// Phrases for supersession.
pub const PHRASES: &[(&str, Statement)] = &[
    ("ersetzt durch", REPLACED),
    (ERSETZT, REPLACES),
    ("abgelöst durch", REPLACED),
    ("abgelöst von", REPLACED),
    ("remplacé par", REPLACED),
    ("remplacée par", REPLACED),
    ("remplace par", REPLACED),
    ("remplacee par", REPLACED),
    ("remplace", REPLACES),
    ("supersède", REPLACES),
    ("reemplazado por", REPLACED),
    ("reemplazada por", REPLACED),
    ("sustituido por", REPLACED),
    ("sustituida por", REPLACED),
    ("reemplaza a", REPLACES),
    ("reemplaza", REPLACES),
    ("sustituye a", REPLACES),
    ("sustituye", REPLACES),
    ("substituído por", REPLACED),
    ("substituída por", REPLACED),
    ("substituído pela", REPLACED),
    ("substituído pelo", REPLACED),
    ("substituída pela", REPLACED),
    ("substituída pelo", REPLACED),
    ("substitui", REPLACES),
    ("sostituito da", REPLACED),
    ("sostituita da", REPLACED),
    ("sostituisce", REPLACES),
    ("vervangen door", REPLACED),
    ("vervangt", REPLACES),
    ("zastąpiony przez", REPLACED),
    ("zastąpiona przez", REPLACED),
    ("zastąpione przez", REPLACED),
    ("zastępuje", REPLACES),
    ("заменено на", REPLACED),
    ("заменён на", REPLACED),
    ("заменяет", REPLACES),
    ("erstatter", REPLACES),
    ("erstattet av", REPLACED),
    ("erstattet af", REPLACED),
    ("ersätter", REPLACES),
    ("ersatt av", REPLACED),
    ("korvaa", REPLACES),
    ("取代", REPLACES),
    ("替代", REPLACES),
    ("替换", REPLACES),
    ("被取代于", REPLACED),
    ("被取代", REPLACED),
    ("被替代", REPLACED),
    ("대체", REPLACES),
    ("置き換え", REPLACES),
];

/// Phrases that say of a record in force what it replaces, and of one that is not by what it was replaced.
const EITHER_WAY: [&str; 5] = ["대체", "置き換え", "取代", "替代", "替换"];

/// Whether a text begins with one of these.
pub fn starts_either_way(text: &str) -> bool {
    EITHER_WAY.iter().any(|word| starts_with_word(text, word))
}

/// Whether a letter is of a script that puts no blanks between words, or none between a word and what marks its case: an id
/// ends before it, as in `ADR-7を見る`.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0e7f}' // Thai
        | '\u{3040}'..='\u{30ff}' // Hiragana and Katakana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' // Han
        | '\u{ac00}'..='\u{d7af}' // Hangul
    )
}

/// Words for *partially*.
pub const PARTLY: [&str; 13] = [
    "en partie",
    "en parte",
    "em parte",
    "zum Teil",
    "teilweise",
    "partiellement",
    "parcialmente",
    "parzialmente",
    "gedeeltelijk",
    "częściowo",
    "частично",
    "частково",
    "部分",
];

/// Words that stand in the name of a template's file.
pub const TEMPLATES: [&str; 10] = [
    "template",
    "vorlage",
    "plantilla",
    "sjabloon",
    "szablon",
    "шаблон",
    "模板",
    "テンプレート",
    "템플릿",
    "templateadr",
];

/// The same, of languages in which a template is a model: these alone do not make one.
pub const MODELS: [&str; 4] = ["modelo", "modele", "modèle", "modello"];

/// The English name of a section or a field, where its words, in lower case, are those of another language.
///
/// Not `data`, which is a date in Italian and Portuguese, and anything in English: only a field with that key is read.
pub fn section(title: &str) -> Option<&'static str> {
    // `상태 (Status)`, `Kontext / Context`.
    if title.is_ascii() {
        let end = title.bytes().position(|byte| matches!(byte, b'(' | b'/'));
        return by_letters(end.map_or(title, |end| title[..end].trim_end()));
    }
    let end = title.find(['(', '/', '（', '／']);
    let bare = end.map_or(title, |end| title[..end].trim_end());
    by_letters(bare).or_else(|| by_other_letters(bare))
}

fn by_letters(title: &str) -> Option<&'static str> {
    Some(match title {
        "statut" | "estado" | "stato" | "durum" => "status",
        "datum" | "dato" | "fecha" | "tarih" => "date",
        "titel" | "titre" | "titulo" | "titolo" | "tittel" => "title",
        "kontext" | "kontekst" | "konteksti" | "contexte" | "contexto" | "contesto" => "context",
        "karar" | "beslutning" | "beslut" | "entscheidung" | "decisione" | "besluit"
        | "beslissing" => "decision",
        "konsequenzen" | "konsekvenser" | "auswirkungen" | "consecuencias" | "conseguenze"
        | "gevolgen" | "consequenties" => "consequences",
        _ => return None,
    })
}

fn by_other_letters(title: &str) -> Option<&'static str> {
    Some(match title {
        "état" | "situação" | "статус" | "状态" | "狀態" | "状態" | "ステータス" | "상태" => {
            "status"
        }
        "дата" | "日期" | "日付" | "날짜" => "date",
        "título" | "название" | "заголовок" | "назва" | "标题" | "標題" | "タイトル" | "제목" => {
            "title"
        }
        "결정일" | "決定日" | "决策日期" | "决定日期" => "decision date",
        "accepté le" | "acceptée le" => "accepted on",
        "bağlam" | "контекст" | "背景" | "上下文" | "背景与问题" | "コンテキスト"
        | "コンテクスト" | "배경" | "컨텍스트" | "맥락" => "context",
        "décision" | "decisión" | "decisão" | "решение" | "рішення" | "决策" | "决定" | "決策"
        | "決定" | "결정" => "decision",
        "conséquences"
        | "consequências"
        | "последствия"
        | "наслідки"
        | "后果"
        | "影响"
        | "後果"
        | "影響"
        | "結果"
        | "sonuçlar"
        | "결과" => "consequences",
        _ => return None,
    })
}
