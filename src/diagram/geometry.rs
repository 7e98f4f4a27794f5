//! Places in whole pixels. Rounded once, where the layered layout hands over, so that every machine writes the same bytes.

/// A place; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

impl Point {
    pub(super) const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    pub(super) const fn moved(self, x: i32, y: i32) -> Self {
        Self { x: self.x + x, y: self.y + y }
    }

    const fn turned(self) -> Self {
        Self { x: self.y, y: self.x }
    }
}

/// A width and a height.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Size {
    pub(super) const fn new(width: i32, height: i32) -> Self {
        Self { width, height }
    }

    pub(super) const fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }
}

/// A box.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Rect {
    pub(super) const fn at(corner: Point, size: Size) -> Self {
        Self { x: corner.x, y: corner.y, width: size.width, height: size.height }
    }

    pub(super) const fn right(self) -> i32 {
        self.x + self.width
    }

    pub(super) const fn bottom(self) -> i32 {
        self.y + self.height
    }

    pub(super) const fn middle(self) -> Point {
        Point { x: self.x + self.width / 2, y: self.y + self.height / 2 }
    }

    const fn moved(self, x: i32, y: i32) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }

    const fn turned(self) -> Self {
        Self { x: self.y, y: self.x, width: self.height, height: self.width }
    }
}

/// The way of a line, from its source to its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Route {
    /// Both ends, and the points between that keep it clear of boxes.
    pub(super) points: Vec<Point>,
    /// How it runs from each point to the next.
    pub(super) bend: Bend,
}

/// How a line runs from point to point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bend {
    /// Leaves and reaches every point sideways.
    Sideways,
    /// Leaves and reaches every point up or down.
    Upright,
    /// Two ends and two points that pull it outwards: from a box to itself.
    Loop,
}

impl Route {
    pub(super) fn sideways(points: Vec<Point>) -> Self {
        Self { points, bend: Bend::Sideways }
    }

    pub(super) fn reversed(mut self) -> Self {
        self.points.reverse();
        self
    }

    fn turned(&self) -> Self {
        let bend = match self.bend {
            Bend::Sideways => Bend::Upright,
            Bend::Upright => Bend::Sideways,
            Bend::Loop => Bend::Loop,
        };
        Self { points: self.points.iter().map(|point| point.turned()).collect(), bend }
    }
}

/// Boxes and lines in the order in which they were asked for, and the room that they take, from the origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) boxes: Vec<Rect>,
    pub(super) routes: Vec<Route>,
    pub(super) size: Size,
}

impl Placed {
    /// Moves everything so that it starts at the origin, and measures it.
    pub(super) fn fit(mut self) -> Self {
        let corner = self.corner();
        self.shift(-corner.x, -corner.y);
        let width = self.extent().map(|point| point.x).max().unwrap_or(0);
        let height = self.extent().map(|point| point.y).max().unwrap_or(0);
        self.size = Size::new(width, height);
        self
    }

    /// The upper left corner of everything.
    pub(super) fn corner(&self) -> Point {
        let x = self.extent().map(|point| point.x).min().unwrap_or(0);
        let y = self.extent().map(|point| point.y).min().unwrap_or(0);
        Point::new(x, y)
    }

    fn extent(&self) -> impl Iterator<Item = Point> {
        let corners = self
            .boxes
            .iter()
            .flat_map(|rect| [Point::new(rect.x, rect.y), Point::new(rect.right(), rect.bottom())]);
        corners.chain(self.routes.iter().flat_map(|route| route.points.iter().copied()))
    }

    pub(super) fn shift(&mut self, x: i32, y: i32) {
        for rect in &mut self.boxes {
            *rect = rect.moved(x, y);
        }
        for point in self.routes.iter_mut().flat_map(|route| &mut route.points) {
            *point = point.moved(x, y);
        }
    }

    /// The same with x and y exchanged: from left to right becomes from top to bottom.
    pub(super) fn turned(&self) -> Self {
        Self {
            boxes: self.boxes.iter().map(|rect| rect.turned()).collect(),
            routes: self.routes.iter().map(Route::turned).collect(),
            size: self.size.turned(),
        }
    }
}

/// A line from a box to itself, around its upper right corner.
pub(super) fn loop_at(rect: Rect) -> Route {
    let corner = Point::new(rect.right(), rect.y);
    let points = vec![
        corner.moved(-24, 0),
        corner.moved(-20, -12),
        corner.moved(12, 0),
        corner.moved(0, 14),
    ];
    Route { points, bend: Bend::Loop }
}
