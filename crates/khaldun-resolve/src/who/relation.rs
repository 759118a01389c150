use super::{Actor, Register};
use jiff::civil::Date;
use khaldun_model::{ActorId, ActorType};

impl Register {
    /// How two actors are one side, in words: the same, part of one another, both organs of one
    /// state, or one body under two names. `None` where the register does not say so.
    pub fn same_or_branch(&self, a: &ActorId, b: &ActorId) -> Option<String> {
        let (a, b) = (self.get(a)?, self.get(b)?);
        if a.id == b.id {
            return Some("same actor".to_owned());
        }
        self.part(a, b)
            .or_else(|| self.part(b, a))
            .or_else(|| self.renamed(a, b))
            .or_else(|| self.renamed(b, a))
            .or_else(|| self.organs(a, b))
    }

    fn part(&self, part: &Actor, whole: &Actor) -> Option<String> {
        let above = self.ancestors(&part.id);
        above
            .iter()
            .any(|x| x.id == whole.id)
            .then(|| format!("{} is part of {}", part.name, whole.name))
    }

    fn renamed(&self, now: &Actor, then: &Actor) -> Option<String> {
        let before = self.predecessors(&now.id);
        before
            .iter()
            .any(|x| x.id == then.id)
            .then(|| format!("{} was earlier {}", now.name, then.name))
    }

    fn organs(&self, a: &Actor, b: &Actor) -> Option<String> {
        let state = |x: &Actor| {
            self.ancestors(&x.id).into_iter().find(|s| s.kind == ActorType::State).map(|s| &s.name)
        };
        let (of_a, of_b) = (state(a)?, state(b)?);
        // Rival governments of one state (Tripoli's and Tobruk's) are two sides.
        if let (Some(one), Some(two)) = (self.government_over(a), self.government_over(b))
            && one != two
        {
            return None;
        }
        (of_a == of_b).then(|| format!("{} and {} both act for {of_a}", a.name, b.name))
    }

    fn government_over<'r>(&'r self, actor: &'r Actor) -> Option<&'r ActorId> {
        let above = self.ancestors(&actor.id);
        let is = |a: &&Actor| a.kind == ActorType::Government;
        std::iter::once(actor).chain(above).find(is).map(|a| &a.id)
    }

    /// How one actor is recorded as standing behind another on a day, in words with the source:
    /// as a supporter, or as a member of the coalition.
    pub fn stands_behind(
        &self,
        one: &ActorId,
        other: &ActorId,
        on: Option<Date>,
    ) -> Option<String> {
        let one = self.get(one)?;
        let family = |id: &ActorId| id == &one.id || self.same_or_branch(id, &one.id).is_some();
        let supports = self.supporters(other, on).into_iter().find(|s| family(&s.by));
        let member = || self.members(other, on).into_iter().find(|s| family(&s.by));
        let relation = supports.or_else(member)?;
        let other = self.get(other)?;
        Some(format!("{} {} {} ({})", one.name, relation.how, other.name, relation.source))
    }
}
